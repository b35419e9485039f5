import { describe, expect, it } from 'vitest'
import { differsFrom, isNightFor, localTimeAt, localTimeOf } from './local-time.ts'

const night = { nightStart: 22, nightEnd: 8 }

describe('isNightFor', () => {
  it('begins with the first hour and ends before the last', () => {
    expect([21, 22, 23, 0, 7, 8].map(hour => isNightFor(night, hour))).toEqual([false, true, true, true, true, false])
  })

  it('may lie after midnight as a whole', () => {
    const early = { nightStart: 1, nightEnd: 6 }
    expect([0, 1, 5, 6, 23].map(hour => isNightFor(early, hour))).toEqual([false, true, true, false, false])
  })

  it('is never where it begins and ends in the same hour', () => {
    expect([0, 8, 22].map(hour => isNightFor({ nightStart: 8, nightEnd: 8 }, hour))).toEqual([false, false, false])
  })
})

describe('localTimeOf', () => {
  it('is what a clock there shows', () => {
    expect(localTimeOf(['America/New_York'], Date.UTC(2026, 0, 15, 8, 10), night)).toEqual({
      timeZone: 'America/New_York',
      hour: 3,
      minute: 10,
      isNight: true,
      latest: null,
    })
  })

  it('turns to day with the minute in which the night ends', () => {
    const at = Date.UTC(2026, 0, 15, 7)
    expect(localTimeOf(['Europe/Berlin'], at - 1, night)).toMatchObject({ hour: 7, minute: 59, isNight: true })
    expect(localTimeOf(['Europe/Berlin'], at, night)).toMatchObject({ hour: 8, minute: 0, isNight: false })
  })

  it('follows the change to summer time and back', () => {
    const spring = Date.UTC(2026, 2, 29, 1)
    expect(localTimeOf(['Europe/Berlin'], spring - 60_000, night)).toMatchObject({ hour: 1, minute: 59 })
    expect(localTimeOf(['Europe/Berlin'], spring, night)).toMatchObject({ hour: 3, minute: 0 })
    const autumn = Date.UTC(2026, 9, 25, 1)
    expect(localTimeOf(['Europe/Berlin'], autumn - 60_000, night)).toMatchObject({ hour: 2, minute: 59 })
    expect(localTimeOf(['Europe/Berlin'], autumn, night)).toMatchObject({ hour: 2, minute: 0 })
  })

  it('knows zones of half and quarter hours, on both sides of the date line', () => {
    const at = Date.UTC(2026, 0, 1, 0, 0)
    expect(localTimeOf(['Asia/Kathmandu'], at, night)).toMatchObject({ hour: 5, minute: 45 })
    expect(localTimeOf(['Pacific/Kiritimati'], at, night)).toMatchObject({ hour: 14, minute: 0 })
    expect(localTimeOf(['Pacific/Pago_Pago'], at, night)).toMatchObject({ hour: 13, minute: 0 })
  })

  it('gives the earliest and the latest hour where several are possible, and one where they agree', () => {
    const at = Date.UTC(2026, 0, 15, 12)
    expect(localTimeOf(['America/New_York', 'America/Los_Angeles', 'America/Chicago'], at, night)).toEqual({
      timeZone: 'America/Los_Angeles',
      hour: 4,
      minute: 0,
      isNight: true,
      latest: { timeZone: 'America/New_York', hour: 7, minute: 0 },
    })
    expect(localTimeOf(['Europe/Berlin', 'Europe/Busingen'], at, night)?.latest).toBeNull()
  })

  it('speaks of night only when it is night in all of them', () => {
    const zones = ['America/New_York', 'America/Los_Angeles']
    expect(localTimeOf(zones, Date.UTC(2026, 0, 15, 13), night)?.isNight).toBe(false)
    expect(localTimeOf(zones, Date.UTC(2026, 0, 15, 12, 59), night)?.isNight).toBe(true)
  })

  it('is unknown where nothing is known', () => {
    expect(localTimeOf([], 0, night)).toBeNull()
  })
})

it('goes on with the clock, by the same zones and the hours of the office as they are now', () => {
  const known = localTimeOf(['America/New_York', 'America/Los_Angeles'], Date.UTC(2026, 0, 15, 12), night)
  if (known === null) throw new Error('two zones are known')
  expect(localTimeAt(known, Date.UTC(2026, 0, 15, 20, 5), night)).toMatchObject({ hour: 12, minute: 5, isNight: false })
  expect(localTimeAt(known, Date.UTC(2026, 0, 15, 20, 5), { nightStart: 12, nightEnd: 16 })).toMatchObject({
    isNight: true,
  })
})

it('differs from our hour as long as the clocks do', () => {
  const winter = Date.UTC(2026, 0, 15, 12)
  const riyadh = localTimeOf(['Asia/Riyadh'], winter, night)
  const berlin = localTimeOf(['Europe/Berlin'], winter, night)
  if (riyadh === null || berlin === null) throw new Error('both zones are known')
  expect(differsFrom('Europe/Istanbul', riyadh, winter)).toBe(false)
  expect(differsFrom('Europe/Istanbul', berlin, winter)).toBe(true)
})
