import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { LinkState } from '#shared/domain/link-state.ts'
import type { NumberAge } from '#shared/domain/number-health.ts'
import { toE164 } from '#shared/domain/phone-number.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { type AuditRecord, recordAudit } from '../audit/audit.ts'
import type { SettingsService } from '../settings/service.ts'
import type {
  ChannelLink,
  ChannelProvider,
  ChannelSink,
  LinkMedia,
  Outgoing,
  OutgoingText,
  PeerAddress,
  SendOutcome,
} from './channel.ts'
import type { LinkPeople } from './link-people.ts'
import { createLinks } from './links.ts'
import { createNumberHealth } from './number-health.ts'
import {
  type ChannelAccountRow,
  countConversations,
  countQueued,
  deleteAccount,
  findAccount,
  insertAccount,
  listAccounts,
  listLinkEvents,
  renameAccount,
  setNumberAge,
} from './queries.ts'

const HISTORY_SHOWN = 100

type LinkingMethod = { kind: 'qr' } | { kind: 'code'; phoneNumber: string }

/** The office's linked numbers: made, linked, renamed and removed here; everything that is sent goes out through here. */
export function createChannelService({
  db,
  clock,
  events,
  settings,
  sink,
  providers,
  log,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
  sink: Omit<ChannelSink, 'standingChanged'>
  providers: readonly ChannelProvider[]
  log: Logger
}) {
  const links = createLinks({ db, clock, events, sink, providers, log })
  const { health, waitForNewChat } = createNumberHealth({ db, clock, settings, stateOf: links.stateOf })

  function getAccount(tx: Db, id: ChannelAccountId): ChannelAccountRow {
    const account = findAccount(tx, id)
    if (!account) throw notFound('channelAccount')
    return account
  }

  function getLink(id: ChannelAccountId): ChannelLink {
    return links.find(id) ?? links.open(getAccount(db, id))
  }

  function noteChange(
    tx: Db,
    id: ChannelAccountId,
    entry: Pick<AuditRecord, 'staffId' | 'action' | 'before' | 'after'>,
  ) {
    recordAudit(tx, clock, { subjectKind: 'channel_account', subjectId: id, ...entry })
    afterCommit(tx, () => events.publish({ type: 'link.changed', channelAccountId: id }))
  }

  function show(account: ChannelAccountRow, queued = countQueued(db)): ChannelAccount {
    const { id, version, channel, provider, name, phoneNumber, createdAt } = account
    const link = links.stateOf(id)
    return { id, version, channel, provider, name, phoneNumber, link, queuedCount: queued.get(id) ?? 0, createdAt }
  }

  const read = (id: ChannelAccountId) => show(getAccount(db, id))

  return {
    async list(viewer: Viewer): Promise<ChannelAccount[]> {
      const queued = countQueued(db)
      return listAccounts(db).map(account => withoutPairingSecret(show(account, queued), viewer))
    },

    async create(viewer: Viewer, { id, name }: { id: ChannelAccountId; name: string }): Promise<ChannelAccount> {
      transact(db, tx => {
        if (findAccount(tx, id)) return
        insertAccount(tx, id, name, clock.now())
        noteChange(tx, id, { staffId: viewer.id, action: 'channel_account.created', after: { name } })
      })
      getLink(id)
      return read(id)
    },

    async rename(
      viewer: Viewer,
      { id, version, name }: { id: ChannelAccountId; version: number; name: string },
    ): Promise<ChannelAccount> {
      transact(db, tx => {
        const account = getAccount(tx, id)
        if (account.version !== version) throw staleEdit('channelAccount', account.version)
        if (account.name === name) return
        renameAccount(tx, id, name, clock.now())
        const change = { before: { name: account.name }, after: { name } }
        noteChange(tx, id, { staffId: viewer.id, action: 'channel_account.renamed', ...change })
      })
      return read(id)
    },

    health,
    waitForNewChat,

    async setAge(viewer: Viewer, id: ChannelAccountId, age: NumberAge): Promise<ChannelAccount> {
      transact(db, tx => {
        const before = getAccount(tx, id).numberAge
        if (before === age) return
        setNumberAge(tx, id, age, clock.now())
        const change = { before: { age: before }, after: { age } }
        noteChange(tx, id, { staffId: viewer.id, action: 'channel_account.age_stated', ...change })
      })
      return read(id)
    },

    /** The newest first. */
    async linkHistory(id: ChannelAccountId) {
      getAccount(db, id)
      return listLinkEvents(db, id, HISTORY_SHOWN)
    },

    async startLinking(viewer: Viewer, id: ChannelAccountId, method: LinkingMethod): Promise<ChannelAccount> {
      const link = getLink(id)
      if (isInUse(link.state)) throw new DomainError('ALREADY_LINKED')
      const asked = readMethod(method, settings.current().defaultCountry)
      transact(db, tx =>
        noteChange(tx, id, {
          staffId: viewer.id,
          action: 'channel_account.linking_started',
          after: { method: method.kind },
        }),
      )
      link.startPairing(asked)
      return read(id)
    },

    async cancelLinking(viewer: Viewer, id: ChannelAccountId): Promise<ChannelAccount> {
      getLink(id).cancelPairing()
      transact(db, tx => noteChange(tx, id, { staffId: viewer.id, action: 'channel_account.linking_cancelled' }))
      return read(id)
    },

    async reconnect(viewer: Viewer, id: ChannelAccountId): Promise<ChannelAccount> {
      getLink(id).reconnect()
      transact(db, tx => noteChange(tx, id, { staffId: viewer.id, action: 'channel_account.reconnected' }))
      return withoutPairingSecret(read(id), viewer)
    },

    async unlink(viewer: Viewer, id: ChannelAccountId): Promise<ChannelAccount> {
      const link = getLink(id)
      transact(db, tx => noteChange(tx, id, { staffId: viewer.id, action: 'channel_account.unlinked' }))
      await link.unlink()
      return read(id)
    },

    /** What was said through a number stays, and needs it: only one that was never used can go. */
    async remove(viewer: Viewer, id: ChannelAccountId): Promise<void> {
      const link = getLink(id)
      refuseUsed(db, id)
      if (link.state.kind !== 'unlinked') await link.unlink()
      transact(db, tx => {
        refuseUsed(tx, id)
        const { name } = getAccount(tx, id)
        deleteAccount(tx, id)
        noteChange(tx, id, { staffId: viewer.id, action: 'channel_account.removed', before: { name } })
      })
      await links.drop(id)
    },

    exists: links.exists,
    /** Whether what is written now will leave by itself: a link that is merely down comes back. */
    isLinked: (id: ChannelAccountId): boolean => willCarry(links.stateOf(id)),
    stateOf: links.stateOf,
    newMessageId: (id: ChannelAccountId): string => links.providerOf(getAccount(db, id)).newMessageId(id),
    encodeText: (id: ChannelAccountId, message: OutgoingText): Uint8Array => getLink(id).encodeText(message),

    mediaOf: (id: ChannelAccountId): LinkMedia => getLink(id).media,
    peopleOf: (id: ChannelAccountId): LinkPeople => getLink(id).people,

    async send(id: ChannelAccountId, message: Outgoing, signal: AbortSignal): Promise<SendOutcome> {
      return getLink(id).send(message, signal)
    },

    /** Whether there was a line to tell it on. */
    async markRead(
      id: ChannelAccountId,
      messages: readonly { externalId: string; from: PeerAddress }[],
    ): Promise<boolean> {
      return getLink(id).markRead(messages)
    },

    forget(tx: Db, id: ChannelAccountId, externalIds: readonly string[]): void {
      for (const provider of providers) provider.forget(tx, id, externalIds)
    },

    countPending: (): number => providers.reduce((sum, provider) => sum + provider.countPending(), 0),
    start: links.start,
    stop: links.stop,
    checkAfterWake: links.checkAfterWake,
    showPresence: links.showPresence,
  }

  function refuseUsed(tx: Db, id: ChannelAccountId): void {
    const used = countConversations(tx, id)
    if (used > 0) throw new DomainError('ACCOUNT_IN_USE', { conversations: used })
  }
}
export type ChannelService = ReturnType<typeof createChannelService>

function readMethod(method: LinkingMethod, defaultCountry: string): LinkingMethod {
  if (method.kind === 'qr') return method
  const phoneNumber = toE164(method.phoneNumber, defaultCountry)
  if (phoneNumber === null) throw new DomainError('INVALID_PHONE')
  return { kind: 'code', phoneNumber }
}

/** A link that works, or will again by itself. One that fails again and again may be replaced. */
function isInUse(state: LinkState): boolean {
  if (state.kind === 'waiting-to-reconnect') return state.trouble !== 'repeated-failure'
  return state.kind === 'connected' || state.kind === 'connecting'
}

function willCarry(state: LinkState): boolean {
  if (state.kind === 'ended') return state.end === 'replaced' || state.end === 'version-refused'
  return state.kind !== 'unlinked' && state.kind !== 'pairing'
}

/** Whoever holds the QR or the code can put another phone under the number: only those who may link are shown it. */
function withoutPairingSecret(account: ChannelAccount, { role }: Viewer): ChannelAccount {
  if (role === 'admin' || account.link.kind !== 'pairing') return account
  return { ...account, link: { ...account.link, qr: null, code: null } }
}
