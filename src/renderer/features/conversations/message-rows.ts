import type { Interaction } from '#shared/contract/leads.ts'
import type { InteractionId, MessageId } from '#shared/domain/ids.ts'
import type { ShownMessage } from './shown-message.ts'

/** What the message pane shows, top to bottom. */
export type MessageRow =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  /** Written for the team only. */
  | { kind: 'note'; key: InteractionId; note: Interaction }
  | {
      kind: 'message'
      key: MessageId
      message: ShownMessage
      /** The first of several by one person within a minute: it stands apart and says who wrote. */
      startsGroup: boolean
      /** The last of them carries the time. */
      endsGroup: boolean
    }

interface RowOptions {
  /** The calendar day of an instant, as a text of its own. */
  dayOf: (at: number) => string
  /** Older messages are not loaded yet: then the oldest day's beginning is not known, and its line is not drawn. */
  hasOlder: boolean
  /** Newer ones are not: what was noted after the last of them stands further down. */
  hasNewer?: boolean
  /** Newest first, as they are read. */
  notes?: readonly Interaction[]
  /** The first message nobody had read when the conversation was opened. */
  firstUnreadId: MessageId | null
}

const MINUTE = 60_000
/** No zone is ahead of another by less: within it the calendar day does not change. */
const QUARTER = 15 * MINUTE
const MOST_REMEMBERED = 5_000

/** `dayOf`, which takes long, asked once for each quarter of an hour: the rows are made anew with every page that comes in. */
export function rememberingDays(dayOf: (at: number) => string): (at: number) => string {
  const known = new Map<number, string>()
  return at => {
    const quarter = Math.floor(at / QUARTER)
    let day = known.get(quarter)
    if (day === undefined) {
      if (known.size > MOST_REMEMBERED) known.clear()
      day = dayOf(at)
      known.set(quarter, day)
    }
    return day
  }
}

export function messageRows(
  messages: readonly ShownMessage[],
  { dayOf, hasOlder, hasNewer = false, notes = [], firstUnreadId }: RowOptions,
): MessageRow[] {
  const rows: MessageRow[] = []
  let previous: ShownMessage | undefined
  let previousDay: string | undefined
  const from = hasOlder ? (messages[0]?.sortAt ?? Infinity) : -Infinity
  const waiting = notes.filter(note => note.happenedAt >= from)

  function addNotesUntil(at: number): void {
    for (let note = waiting.at(-1); note !== undefined && note.happenedAt < at; note = waiting.at(-1)) {
      waiting.pop()
      const day = dayOf(note.happenedAt)
      if (day !== previousDay) rows.push({ kind: 'day', key: `day-${day}`, at: note.happenedAt })
      rows.push({ kind: 'note', key: note.id, note })
      previousDay = day
      // What stands on both sides of a note is two groups.
      previous = undefined
    }
  }

  for (const [index, message] of messages.entries()) {
    addNotesUntil(message.sortAt)
    const day = dayOf(message.sortAt)
    const startsDay = day !== previousDay
    const isFirstUnread = message.id === firstUnreadId
    // Keyed by day and by nothing that moves when older messages come in above.
    if (startsDay && !(hasOlder && index === 0)) rows.push({ kind: 'day', key: `day-${day}`, at: message.sortAt })
    if (isFirstUnread) rows.push({ kind: 'unread', key: 'unread' })
    const next = messages[index + 1]
    const noteAt = waiting.at(-1)?.happenedAt ?? Infinity
    rows.push({
      kind: 'message',
      key: message.id,
      message,
      startsGroup: startsDay || isFirstUnread || previous === undefined || !belongTogether(previous, message),
      endsGroup:
        next === undefined ||
        noteAt < next.sortAt ||
        next.id === firstUnreadId ||
        dayOf(next.sortAt) !== day ||
        !belongTogether(message, next),
    })
    previous = message
    previousDay = day
  }
  if (!hasNewer) addNotesUntil(Infinity)
  return rows
}

function belongTogether(one: ShownMessage, other: ShownMessage): boolean {
  return (
    one.direction === other.direction &&
    one.sentBy === other.sentBy &&
    one.isFromPhone === other.isFromPhone &&
    Math.floor(one.sortAt / MINUTE) === Math.floor(other.sortAt / MINUTE)
  )
}

/**
 * Where the "new messages" line stands: before the first of the customer's messages that nobody had read at opening. Nowhere
 * when that one is not loaded.
 */
export function firstUnread(messages: readonly ShownMessage[], unreadCount: number): MessageId | null {
  if (unreadCount === 0) return null
  return messages.filter(message => message.direction === 'in').at(-unreadCount)?.id ?? null
}

/** The newest stored message, up to which the conversation counts as read once it is in sight. */
export function newestStored(messages: readonly ShownMessage[]): ShownMessage | null {
  return messages.findLast(message => message.isOnItsWay !== true) ?? null
}

/** The place of the message above or below one of them, for the keyboard; without one the last. -1 where there is none. */
export function messageBeside(rows: readonly MessageRow[], id: string | null, step: 1 | -1): number {
  const from = id === null ? rows.length : rows.findIndex(row => row.key === id)
  for (
    let place = from + (id === null ? -1 : step);
    place >= 0 && place < rows.length;
    place += id === null ? -1 : step
  ) {
    const kind = rows[place]?.kind
    if (kind === 'message' || kind === 'note') return place
  }
  return -1
}
