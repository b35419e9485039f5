import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { LinkEventKind, LinkState } from '#shared/domain/link-state.ts'
import type { Db } from '../../db/database.ts'
import { linkEvents } from './schema.ts'

/** Writes down what a change of a link means for its history; the steps in between are no events. */
export function noteLinkEvent(
  tx: Db,
  channelAccountId: ChannelAccountId,
  change: { before: LinkState | undefined; after: LinkState },
  at: number,
): void {
  const event = eventOf(change.before, change.after)
  if (event !== null)
    tx.insert(linkEvents)
      .values({ channelAccountId, ...event, at })
      .run()
}

export function eventOf(
  before: LinkState | undefined,
  after: LinkState,
): { kind: LinkEventKind; reason: string | null; code: number | null } | null {
  if (before?.kind === after.kind) return null
  switch (after.kind) {
    case 'connected':
      return { kind: 'connected', reason: null, code: null }
    case 'waiting-to-reconnect':
      return before?.kind === 'connected' ? { kind: 'lost', reason: after.trouble, code: after.code } : null
    case 'ended':
      return { kind: 'ended', reason: after.end, code: after.code }
    case 'unlinked':
      return before === undefined || before.kind === 'pairing' ? null : { kind: 'unlinked', reason: null, code: null }
    default:
      return null
  }
}
