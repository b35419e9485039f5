import type { CalendarEvent } from './to-events.ts'

/** How many stand beside one another before they are too narrow to be read, or to be pressed. */
export const MOST_BESIDE = { week: 5, day: 12 } as const

/**
 * Where more meet than there is room for, the last place is taken by one event for each hour that says how many more begin in it, and
 * opens them: a week of an office with thirty people is drawn as quickly as one of three.
 */
export function withRoom(
  events: readonly CalendarEvent[],
  most: number,
  wordRest: (count: number) => string,
): CalendarEvent[] {
  const byStart = events.toSorted((one, other) => textOf(one.start).localeCompare(textOf(other.start)))
  return meetingOf(byStart).flatMap(meeting => {
    const placed = placesOf(meeting)
    if (placed.every(place => place < most)) return meeting
    const shown = meeting.filter((_, index) => (placed[index] ?? 0) < most - 1)
    const hidden = meeting.filter((_, index) => (placed[index] ?? 0) >= most - 1)
    const byHour = Map.groupBy(hidden, ({ start }) => textOf(start).slice(0, 13))
    return [...shown, ...[...byHour].map(([hour, ofHour]) => restOf(hour, wordRest(ofHour.length)))]
  })
}

/** Those that meet, directly or through others. They come in the order in which they begin. */
function meetingOf(events: readonly CalendarEvent[]): CalendarEvent[][] {
  const meetings: CalendarEvent[][] = []
  let until = ''
  for (const event of events) {
    const current = meetings.at(-1)
    if (current === undefined || textOf(event.start) >= until) {
      meetings.push([event])
      until = textOf(event.end)
    } else {
      current.push(event)
      if (textOf(event.end) > until) until = textOf(event.end)
    }
  }
  return meetings
}

/** For each the first place beside the others that is free when it begins. */
function placesOf(meeting: readonly CalendarEvent[]): number[] {
  const takenUntil: string[] = []
  return meeting.map(({ start, end }) => {
    const free = takenUntil.findIndex(until => until <= textOf(start))
    const place = free === -1 ? takenUntil.length : free
    takenUntil[place] = textOf(end)
    return place
  })
}

function restOf(hour: string, title: string): CalendarEvent {
  return {
    id: `rest ${hour}`,
    title,
    start: `${hour}:00:00`,
    // One that ended with the day would reach into the next.
    end: `${hour}:59:00`,
    color: 'gray',
    payload: { appointment: null, day: hour.slice(0, 10) },
  }
}

/** `YYYY-MM-DD HH:mm:ss`, which is ordered as it is written. */
function textOf(moment: CalendarEvent['start']): string {
  return String(moment)
}
