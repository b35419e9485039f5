import { eq } from 'drizzle-orm'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import { toE164 } from '#shared/domain/phone-number.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { SettingsService } from '../settings/service.ts'
import type { ChannelLink, ChannelProvider, ChannelSink, OutgoingText, PeerAddress, SendOutcome } from './channel.ts'
import { createLinks } from './links.ts'
import {
  type ChannelAccountRow,
  countConversationsOf,
  countQueuedByAccount,
  findChannelAccount,
  listChannelAccounts,
  updateChannelAccount,
} from './queries.ts'
import { channelAccounts } from './schema.ts'

type PairingMethod = { kind: 'qr' } | { kind: 'code'; phoneNumber: string }

export interface ChannelWorld {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
  providers: readonly ChannelProvider[]
  sink: ChannelSink
  log: Logger
}

/** The office's linked numbers: what people do with them, and what other features send through them. */
export function createChannelService({ db, clock, events, settings, providers, sink, log }: ChannelWorld) {
  const links = createLinks({ db, clock, events, providers, sink })

  function toAccount(row: ChannelAccountRow, queuedCount: number): ChannelAccount {
    const { id, version, channel, provider, name, phoneNumber, createdAt } = row
    const link = links.find(id)?.state ?? row.restingState ?? { kind: 'unlinked', failure: null }
    return { id, version, channel, provider, name, phoneNumber, link, queuedCount, createdAt }
  }

  function read(id: ChannelAccountId): ChannelAccount {
    return toAccount(getRow(db, id), countQueuedByAccount(db).get(id) ?? 0)
  }

  function getRow(tx: Db, id: ChannelAccountId): ChannelAccountRow {
    const row = findChannelAccount(tx, id)
    if (!row) throw notFound('channelAccount')
    return row
  }

  function getLink(id: ChannelAccountId): ChannelLink {
    return links.find(id) ?? links.add(getRow(db, id))
  }

  function audit(
    tx: Db,
    viewer: Viewer,
    action: string,
    id: ChannelAccountId,
    change: { before?: object; after?: object } = {},
  ) {
    recordAudit(tx, clock, {
      staffId: viewer.id,
      action: `channel_account.${action}`,
      subjectKind: 'channel_account',
      subjectId: id,
      before: change.before ? { ...change.before } : null,
      after: change.after ? { ...change.after } : null,
    })
    afterCommit(tx, () => events.publish({ type: 'link.changed', channelAccountId: id }))
  }

  function toMethod(method: PairingMethod): PairingMethod {
    if (method.kind === 'qr') return method
    const phoneNumber = toE164(method.phoneNumber, settings.current().defaultCountry)
    if (phoneNumber === null) throw new DomainError('INVALID_PHONE')
    return { kind: 'code', phoneNumber }
  }

  return {
    async list(): Promise<ChannelAccount[]> {
      const queued = countQueuedByAccount(db)
      return listChannelAccounts(db).map(row => toAccount(row, queued.get(row.id) ?? 0))
    },

    async create(viewer: Viewer, { id, name }: { id: ChannelAccountId; name: string }): Promise<ChannelAccount> {
      transact(db, tx => {
        if (findChannelAccount(tx, id)) return
        const now = clock.now()
        tx.insert(channelAccounts)
          .values({ id, channel: 'whatsapp', provider: 'whatsapp-link', name, createdAt: now, updatedAt: now })
          .run()
        audit(tx, viewer, 'created', id, { after: { name } })
      })
      getLink(id)
      return read(id)
    },

    async rename(
      viewer: Viewer,
      { id, version, name }: { id: ChannelAccountId; version: number; name: string },
    ): Promise<ChannelAccount> {
      transact(db, tx => {
        const row = getRow(tx, id)
        if (row.version !== version) throw staleEdit('channelAccount', row.version)
        updateChannelAccount(tx, id, { name }, clock.now())
        audit(tx, viewer, 'renamed', id, { before: { name: row.name }, after: { name } })
      })
      return read(id)
    },

    async startLinking(viewer: Viewer, id: ChannelAccountId, method: PairingMethod): Promise<ChannelAccount> {
      const link = getLink(id)
      const { kind } = link.state
      if (kind === 'connected' || kind === 'connecting' || kind === 'waiting-to-reconnect') {
        throw new DomainError('ALREADY_LINKED')
      }
      const parsed = toMethod(method)
      transact(db, tx => audit(tx, viewer, 'linking_started', id, { after: { method: method.kind } }))
      link.startPairing(parsed)
      return read(id)
    },

    async cancelLinking(viewer: Viewer, id: ChannelAccountId): Promise<ChannelAccount> {
      getLink(id).cancelPairing()
      transact(db, tx => audit(tx, viewer, 'linking_cancelled', id))
      return read(id)
    },

    async reconnect(viewer: Viewer, id: ChannelAccountId): Promise<ChannelAccount> {
      transact(db, tx => audit(tx, viewer, 'reconnected', id))
      getLink(id).reconnect()
      return read(id)
    },

    async unlink(viewer: Viewer, id: ChannelAccountId): Promise<ChannelAccount> {
      transact(db, tx => audit(tx, viewer, 'unlinked', id))
      await getLink(id).unlink()
      return read(id)
    },

    async remove(viewer: Viewer, id: ChannelAccountId): Promise<void> {
      const row = getRow(db, id)
      const { kind } = getLink(id).state
      const conversations = countConversationsOf(db, id)
      if (conversations > 0 || kind === 'connected') throw new DomainError('ACCOUNT_IN_USE', { conversations })
      await links.remove(id)
      transact(db, tx => {
        tx.delete(channelAccounts).where(eq(channelAccounts.id, id)).run()
        audit(tx, viewer, 'removed', id, { before: { name: row.name } })
      })
    },

    exists: (id: ChannelAccountId): boolean => findChannelAccount(db, id) !== undefined,

    /** Whether what is written now will leave, at once or when the link is back: somebody has linked it and nobody ended that. */
    isLinked(id: ChannelAccountId): boolean {
      const state = links.find(id)?.state
      switch (state?.kind) {
        case 'connected':
        case 'connecting':
        case 'waiting-to-reconnect':
          return true
        case 'ended':
          return state.end === 'replaced' || state.end === 'version-refused' || state.end === 'refused'
        case 'unlinked':
        case 'pairing':
        case undefined:
          return false
      }
    },

    newMessageId(id: ChannelAccountId): string {
      return links.providerOf(getRow(db, id)).newMessageId(id)
    },

    encodeText: (id: ChannelAccountId, message: OutgoingText): Uint8Array => getLink(id).encodeText(message),

    async send(id: ChannelAccountId, message: OutgoingText, signal: AbortSignal): Promise<SendOutcome> {
      const link = links.find(id)
      return link ? link.send(message, signal) : { kind: 'unanswered' }
    },

    /** Told when it can be: a blue tick that does not arrive is not worth an error in a person's face. */
    markRead(id: ChannelAccountId, messages: readonly { externalId: string; from: PeerAddress }[]): void {
      const link = links.find(id)
      link
        ?.markRead(messages)
        .catch((error: unknown) => log.warn({ error, channelAccountId: id }, 'read receipts were not sent'))
    },

    forget(tx: Db, id: ChannelAccountId, externalIds: readonly string[]): void {
      const row = findChannelAccount(tx, id)
      if (row) links.providerOf(row).forget(tx, id, externalIds)
    },

    countPending: (): number => providers.reduce((sum, provider) => sum + provider.countPending(), 0),

    checkAfterWake(): void {
      for (const link of links.all()) link.checkAfterWake()
    },

    start: links.start,
    stop: links.stop,
  }
}
export type ChannelService = ReturnType<typeof createChannelService>
