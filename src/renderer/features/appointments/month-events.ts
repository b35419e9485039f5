import type { CalendarEvent } from './to-events.ts'

/** How many more a day has than the month shows. */
export interface MoreOfDay {
  readonly on: string
  readonly count: number
}

/** On a full day one more event that stands for the rest, behind the others: it opens the day. */
export function withRest(
  events: readonly CalendarEvent[],
  more: readonly MoreOfDay[],
  wordRest: (count: number) => string,
): CalendarEvent[] {
  const rest = more.map(
    ({ on, count }): CalendarEvent => ({
      id: `rest ${on}`,
      title: wordRest(count),
      start: `${on} 23:58:00`,
      end: `${on} 23:59:00`,
      color: 'gray',
      payload: { appointment: null, day: on },
    }),
  )
  return [...events, ...rest]
}
