import { describe, expect, it } from 'vitest'
import { isQuiet, minuteOfDayIn, tellsOf } from './notice-rules.ts'

const at = (hour: number, minute = 0) => hour * 60 + minute
const all = {
  showsToasts: true,
  playsSound: true,
  showsDesktopNotices: true,
  quietHours: null,
  onlyOwnLeads: false,
}
const own = { minuteOfDay: at(12), isOwnLead: true }

describe('quiet hours', () => {
  const night = { from: at(22), to: at(8) }
  const lunch = { from: at(12), to: at(13) }
  it.each([
    [night, at(21, 59), false],
    [night, at(22), true],
    [night, at(23, 59), true],
    [night, at(0), true],
    [night, at(7, 59), true],
    [night, at(8), false],
    [lunch, at(11, 59), false],
    [lunch, at(12), true],
    [lunch, at(12, 59), true],
    [lunch, at(13), false],
    [lunch, at(0), false],
    [{ from: at(22), to: at(0) }, at(23, 59), true],
    [{ from: at(22), to: at(0) }, at(0), false],
    [{ from: at(9), to: at(9) }, at(9), false],
    [null, at(3), false],
  ])('%o at minute %i: %s', (hours, minute, quiet) => {
    expect(isQuiet(hours, minute)).toBe(quiet)
  })
})

describe('a person is told', () => {
  it('in each way that they want, and in no other', () => {
    expect(tellsOf(all, own)).toEqual({ toast: true, sound: true, desktop: true })
    expect(tellsOf({ ...all, showsToasts: false }, own)).toEqual({ toast: false, sound: true, desktop: true })
    expect(tellsOf({ ...all, playsSound: false }, own)).toEqual({ toast: true, sound: false, desktop: true })
    expect(tellsOf({ ...all, showsDesktopNotices: false }, own)).toEqual({ toast: true, sound: true, desktop: false })
  })

  it('of nothing in quiet hours, nor of leads that are not theirs if they want only those', () => {
    const silence = { toast: false, sound: false, desktop: false }
    expect(tellsOf({ ...all, quietHours: { from: at(11), to: at(13) } }, own)).toEqual(silence)
    expect(tellsOf({ ...all, onlyOwnLeads: true }, { ...own, isOwnLead: false })).toEqual(silence)
    expect(tellsOf({ ...all, onlyOwnLeads: true }, own)).toEqual({ toast: true, sound: true, desktop: true })
  })
})

it('the minute is that of the wall clock there, also where the clock was just changed', () => {
  const noon = Date.UTC(2026, 0, 15, 12, 30)
  expect(minuteOfDayIn('Europe/Istanbul', noon)).toBe(at(15, 30))
  expect(minuteOfDayIn('Asia/Kolkata', noon)).toBe(at(18))
  expect(minuteOfDayIn('Europe/Istanbul', Date.UTC(2026, 0, 15, 21))).toBe(0)
  // Berlin at 01:00 UTC: 02:00 in winter is skipped on the last Sunday of March.
  expect(minuteOfDayIn('Europe/Berlin', Date.UTC(2026, 2, 29, 0, 59))).toBe(at(1, 59))
  expect(minuteOfDayIn('Europe/Berlin', Date.UTC(2026, 2, 29, 1))).toBe(at(3))
})
