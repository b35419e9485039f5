import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { LinkState } from '#shared/domain/link-state.ts'
import { type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelLink, ChannelProvider, ChannelSink } from './channel.ts'
import { type ChannelAccountRow, findChannelAccount, listChannelAccounts, updateChannelAccount } from './queries.ts'

/** The live links, one for each channel account, and what of their state must outlive a restart. */
export function createLinks({
  db,
  clock,
  events,
  providers,
  sink,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  providers: readonly ChannelProvider[]
  sink: ChannelSink
}) {
  const links = new Map<ChannelAccountId, ChannelLink>()
  const ownSink: ChannelSink = {
    ...sink,
    linkChanged(accountId, state) {
      keepState(accountId, state)
      events.publish({ type: 'link.changed', channelAccountId: accountId })
      sink.linkChanged(accountId, state)
    },
  }

  function keepState(accountId: ChannelAccountId, state: LinkState): void {
    const row = findChannelAccount(db, accountId)
    if (!row) return
    const kept = whatIsKept(state)
    // The state of a link changes often; only what a restart must know is worth a write.
    const isSame = Object.entries(kept).every(
      ([name, value]) => JSON.stringify(row[name as keyof ChannelAccountRow]) === JSON.stringify(value),
    )
    if (!isSame) transact(db, tx => updateChannelAccount(tx, accountId, kept, clock.now()))
  }

  function open(row: ChannelAccountRow): ChannelLink {
    const link = providerOf(row).open(row.id, ownSink)
    links.set(row.id, link)
    return link
  }

  function providerOf(row: Pick<ChannelAccountRow, 'provider'>): ChannelProvider {
    const found = providers.find(({ provider }) => provider === row.provider)
    if (!found) throw new Error(`There is no provider ${row.provider}`)
    return found
  }

  return {
    providerOf,
    find: (id: ChannelAccountId): ChannelLink | undefined => links.get(id),
    all: () => [...links.values()],

    /** Makes the link of a new account; it stays unlinked until somebody links it. */
    add(row: ChannelAccountRow): ChannelLink {
      return open(row)
    },

    async remove(id: ChannelAccountId): Promise<void> {
      const link = links.get(id)
      links.delete(id)
      await link?.stop()
    },

    /** Opens every account's link: what was journalled is stored before the network is touched. */
    start(): void {
      for (const row of listChannelAccounts(db)) if (!links.has(row.id)) open(row).start()
    },

    async stop(): Promise<void> {
      await Promise.all([...links.values()].map(link => link.stop()))
      links.clear()
    },
  }
}
export type Links = ReturnType<typeof createLinks>

/** What a restart must know of a link: whom it belonged to, when it was last up, and whether it rests for good. */
function whatIsKept(state: LinkState): Partial<ChannelAccountRow> {
  switch (state.kind) {
    case 'connected':
      return {
        restingState: null,
        lastConnectedAt: state.since,
        ...(state.phoneNumber === null ? {} : { phoneNumber: state.phoneNumber }),
      }
    case 'waiting-to-reconnect':
      return { restingState: null, lastConnectedAt: state.since }
    case 'unlinked':
    case 'ended':
      return { restingState: state }
    case 'pairing':
    case 'connecting':
      return {}
  }
}
