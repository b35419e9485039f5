import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { LinkState } from '#shared/domain/link-state.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import { wakeIn } from '../../ports/wake-in.ts'
import { recordAudit } from '../audit/audit.ts'
import type { ChannelLink, ChannelProvider, ChannelSink } from './channel.ts'
import { noteLinkEvent } from './link-history.ts'
import { type ChannelAccountRow, findAccount, listAccounts, noteLink } from './queries.ts'
import { noteStanding } from './standing.ts'

/** How often it is noted that a link is up: what a kill leaves in the dark is at most this long. */
const HEARTBEAT_MS = 60_000

/** One link per channel account, kept alive; their states outlive a restart. */
export function createLinks({
  db,
  clock,
  events,
  sink,
  providers,
  log,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  sink: Omit<ChannelSink, 'standingChanged'>
  providers: readonly ChannelProvider[]
  log: Logger
}) {
  const links = new Map<ChannelAccountId, ChannelLink>()
  const states = new Map<ChannelAccountId, LinkState>()
  let cancelHeartbeat = () => {}

  const ownSink: ChannelSink = {
    ...sink,
    linkChanged(id, state) {
      const before = states.get(id)
      states.set(id, state)
      transact(db, tx => {
        noteLink(tx, id, lastingPart(before, state, clock.now()))
        noteLinkEvent(tx, id, { before, after: state }, clock.now())
        if (state.kind === 'ended' && before?.kind !== 'ended') {
          const after = { end: state.end, code: state.code }
          recordAudit(tx, clock, {
            staffId: null,
            action: 'channel_account.link_ended',
            subjectKind: 'channel_account',
            subjectId: id,
            after,
          })
        }
        afterCommit(tx, () => events.publish({ type: 'link.changed', channelAccountId: id }))
      })
      log.info({ account: id, state: state.kind }, 'link changed')
      sink.linkChanged(id, state)
    },
    standingChanged(id, standing) {
      transact(db, tx => {
        noteStanding(tx, id, standing, clock.now())
        afterCommit(tx, () => events.publish({ type: 'link.changed', channelAccountId: id }))
      })
      log.info({ account: id, standing: standing.kind }, 'the standing of a number was told')
    },
  }

  function providerOf(account: ChannelAccountRow): ChannelProvider {
    const provider = providers.find(candidate => candidate.provider === account.provider)
    if (!provider) throw new Error(`There is no provider ${account.provider}`)
    return provider
  }

  function open(account: ChannelAccountRow): ChannelLink {
    const existing = links.get(account.id)
    if (existing) return existing
    const link = providerOf(account).open(account.id, ownSink)
    links.set(account.id, link)
    states.set(account.id, link.state)
    return link
  }

  function beat(): void {
    cancelHeartbeat = wakeIn(clock, HEARTBEAT_MS, () => {
      for (const [id, link] of links) {
        if (link.state.kind === 'connected') noteLink(db, id, { lastConnectedAt: clock.now() })
      }
      beat()
    })
  }

  return {
    open,
    providerOf,
    find: (id: ChannelAccountId): ChannelLink | undefined => links.get(id),
    stateOf: (id: ChannelAccountId): LinkState => links.get(id)?.state ?? { kind: 'unlinked', failure: null },

    start(): void {
      for (const account of listAccounts(db)) {
        try {
          open(account).start()
        } catch (error) {
          // One number that cannot start must not keep the others, and the office, from starting.
          log.error({ error, account: account.id }, 'a link could not be started')
        }
      }
      beat()
    },

    async stop(): Promise<void> {
      cancelHeartbeat()
      await Promise.all([...links.values()].map(link => link.stop()))
      links.clear()
    },

    async drop(id: ChannelAccountId): Promise<void> {
      const link = links.get(id)
      links.delete(id)
      states.delete(id)
      await link?.stop()
    },

    showPresence(): void {
      for (const link of links.values()) {
        link.showPresence().catch(error => log.info({ error }, 'the presence was not shown'))
      }
    },

    checkAfterWake(): void {
      for (const link of links.values()) link.checkAfterWake()
    },

    exists: (id: ChannelAccountId): boolean => findAccount(db, id) !== undefined,
  }
}

function lastingPart(before: LinkState | undefined, state: LinkState, now: number) {
  const isResting = state.kind === 'unlinked' || state.kind === 'ended'
  const wasUp = before?.kind === 'connected' || state.kind === 'connected'
  return {
    restingState: isResting ? state : null,
    ...(wasUp && { lastConnectedAt: now }),
    ...(state.kind === 'connected' && state.phoneNumber !== null && { phoneNumber: state.phoneNumber }),
  }
}
