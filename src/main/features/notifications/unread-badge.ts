import type { AppEvent } from '#shared/contract/events.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Badge } from '../../ports/badge.ts'
import type { Clock } from '../../ports/clock.ts'
import { wakeIn } from '../../ports/wake-in.ts'
import type { Viewer } from '../../rpc/context.ts'
import type { SessionService } from '../session/service.ts'

/** A storm of events is counted a few times in a second; a person sees no delay. */
const COUNT_AFTER = 100

/** What may change how many chats are unread, or whose they are. */
const COUNTED: ReadonlySet<AppEvent['type']> = new Set([
  'message.added',
  'conversation.changed',
  'lead.created',
  'lead.changed',
  'lead.deleted',
  'staff.changed',
])

/** Keeps the badge true: the unread chats that whoever sits at this PC may see, and none while nobody does or the window is locked. */
export function createUnreadBadge({
  clock,
  events,
  session,
  badge,
  listViewersAtDesk,
  countUnread,
}: {
  clock: Clock
  events: AppEvents
  session: Pick<SessionService, 'onBegun' | 'onInterrupted'>
  badge: Badge
  listViewersAtDesk: () => readonly Viewer[]
  /** The unread chats that this person may see. */
  countUnread: (viewer: Viewer) => number
}) {
  let shown = 0
  let cancelCount: (() => void) | undefined

  function show(count: number): void {
    if (count === shown) return
    shown = count
    badge.show(count)
  }

  function countSoon(): void {
    cancelCount ??= wakeIn(clock, COUNT_AFTER, () => {
      cancelCount = undefined
      // Windows of one desk belong to one person nearly always; of two people, the one who sees more is told.
      show(Math.max(0, ...listViewersAtDesk().map(countUnread)))
    })
  }

  const stops = [
    events.subscribe(({ event }) => {
      if (COUNTED.has(event.type)) countSoon()
    }),
    session.onBegun(countSoon),
    session.onInterrupted(countSoon),
  ]

  return {
    stop(): void {
      for (const stop of stops) stop()
      cancelCount?.()
      show(0)
    },
  }
}
