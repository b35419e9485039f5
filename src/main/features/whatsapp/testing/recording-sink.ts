import { sql } from 'drizzle-orm'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { LinkState } from '#shared/domain/link-state.ts'
import type { Db } from '../../../db/database.ts'
import type { ChannelFact, ChannelMessage, ChannelSink, PeerAddress } from '../../channels/channel.ts'

export interface StoredMessage {
  readonly externalId: string
  readonly direction: 'in' | 'out'
  readonly kind: string
  readonly body: string
  readonly phone: string | null
  readonly lid: string | null
}

import type { ChannelStanding } from '../../channels/standing.ts'

/**
 * The office in small: keeps messages in a table of the same database, so that what the adapter commits together is committed
 * together, and remembers every other fact as it came.
 */
export function createRecordingSink(db: Db) {
  db.run(sql`CREATE TABLE IF NOT EXISTS test_messages (
    seq INTEGER PRIMARY KEY, external_id TEXT, direction TEXT, kind TEXT, body TEXT, phone TEXT, lid TEXT,
    UNIQUE (direction, external_id))`)
  const facts: ChannelFact[] = []
  const states: LinkState[] = []
  const standings: ChannelStanding[] = []
  const typing: { peer: PeerAddress; isTyping: boolean }[] = []
  const sent = new Map<string, Uint8Array>()
  let failure: Error | undefined

  function keep(tx: Db, { externalId, direction, kind, body, peer }: ChannelMessage): void {
    tx.run(sql`INSERT INTO test_messages (external_id, direction, kind, body, phone, lid)
      VALUES (${externalId}, ${direction}, ${kind}, ${body}, ${peer.phone}, ${peer.lid})
      ON CONFLICT (direction, external_id) DO UPDATE SET kind = excluded.kind, body = excluded.body
      WHERE test_messages.kind = 'waiting' AND excluded.kind <> 'waiting'`)
  }

  const sink: ChannelSink = {
    receive(tx: Db, _accountId: ChannelAccountId, received: readonly ChannelFact[]) {
      if (failure) throw failure
      for (const fact of received) if (fact.kind === 'message') keep(tx, fact.message)
      facts.push(...received)
    },
    typing: (_accountId, peer, isTyping) => void typing.push({ peer, isTyping }),
    findSent: (_accountId, externalId) => sent.get(externalId) ?? null,
    linkChanged: (_accountId, state) => void states.push(state),
    standingChanged: (_accountId, standing) => void standings.push(standing),
  }

  return {
    sink,
    facts,
    states,
    standings,
    typing,
    sent,
    failWith(error: Error | undefined) {
      failure = error
    },
    /** In the order in which they were stored. */
    messages: () =>
      db.all<StoredMessage>(
        sql`SELECT external_id AS externalId, direction, kind, body, phone, lid FROM test_messages ORDER BY seq`,
      ),
    /** All facts of one kind, oldest first. */
    of: <Kind extends ChannelFact['kind']>(kind: Kind) =>
      facts.filter((fact): fact is Extract<ChannelFact, { kind: Kind }> => fact.kind === kind),
  }
}
export type RecordingSink = ReturnType<typeof createRecordingSink>
