import { expect, it } from 'vitest'
import { withRoom } from './crowded-hours.ts'
import type { CalendarEvent } from './to-events.ts'

const event = (id: string, from: string, until: string): CalendarEvent =>
  ({ id, title: id, start: `2026-12-01 ${from}:00`, end: `2026-12-01 ${until}:00`, color: 'teal' }) as CalendarEvent
const shownOf = (events: CalendarEvent[]) => events.map(({ id, title }) => (String(id).startsWith('rest') ? title : id))

it('leaves room for a word about those that do not fit, hour by hour', () => {
  const crowd = ['a', 'b', 'c', 'd', 'e'].map(id => event(id, '10:00', '11:30'))
  const later = event('f', '11:00', '12:00')
  const alone = event('g', '12:00', '12:30')
  const shown = withRoom([alone, later, ...crowd], 3, count => `+${count}`)
  expect(shownOf(shown)).toEqual(['a', 'b', '+3', '+1', 'g'])
  expect(shown[2]).toMatchObject({ start: '2026-12-01 10:00:00', end: '2026-12-01 10:59:00' })
  expect(shown[2]?.payload).toEqual({ appointment: null, day: '2026-12-01' })
})

it('shows everything where everything has room', () => {
  const follows = ['09:00', '09:30', '10:00'].map(from => event(from, from, '10:15'))
  expect(shownOf(withRoom(follows, 3, String))).toEqual(['09:00', '09:30', '10:00'])
  expect(withRoom([], 3, String)).toEqual([])
})

it('draws a week of an office that has hundreds a day with few', () => {
  const many = Array.from({ length: 900 }, (_, index) => event(`e${index}`, index % 2 ? '09:00' : '09:30', '10:30'))
  const shown = withRoom(many, 5, count => `+${count}`)
  expect(shown.length).toBe(5)
})
