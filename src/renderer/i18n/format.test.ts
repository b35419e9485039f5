import { describe, expect, it } from 'vitest'
import { createFormat } from './format.ts'

const istanbul = 'Europe/Istanbul'
const tr = createFormat('tr', istanbul)
const en = createFormat('en', istanbul)
/** Saturday, 21 November 2026, 21:00 in Istanbul. */
const evening = Date.UTC(2026, 10, 21, 18, 0)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Intl separates with narrow spaces that look like any other. */
function plain(text: string): string {
  return text.replace(/\s/gu, ' ')
}

describe('the same instant', () => {
  it('reads 21:00 in Turkish and 9:00 PM in English, and is one value', () => {
    expect(tr.time(evening)).toBe('21:00')
    expect(plain(en.time(evening))).toBe('9:00 PM')
  })

  it('is written as each language writes a date', () => {
    expect(tr.date(evening)).toBe('21.11.2026')
    expect(en.date(evening)).toBe('11/21/2026')
    expect(tr.longDay(evening, evening)).toBe('21 Kasım Cumartesi')
    expect(en.longDay(evening, evening)).toBe('Saturday, November 21')
    expect(tr.longDay(evening, evening + 60 * DAY)).toBe('21 Kasım 2026 Cumartesi')
  })

  it('is shown in the hour of the asked time zone', () => {
    expect(createFormat('tr', 'Europe/Berlin').time(evening)).toBe('19:00')
  })
})

it('shortens by how long ago it was: hour, yesterday, weekday, date', () => {
  expect(tr.short(evening - HOUR, evening)).toBe('20:00')
  expect(tr.short(evening - DAY, evening)).toBe('Dün')
  expect(en.short(evening - DAY, evening)).toBe('Yesterday')
  expect(tr.short(evening - 3 * DAY, evening)).toBe('Çarşamba')
  expect(tr.short(evening - 30 * DAY, evening)).toBe('22.10.2026')
})

it('says since when in a form that its sentence can take', () => {
  expect(tr.since(evening - 8 * HOUR + 2 * MINUTE, evening)).toBe("13:02'den")
  expect(tr.since(evening - DAY, evening)).toBe("20.11.2026 21:00'den")
  expect(plain(en.since(evening - HOUR, evening))).toBe('8:00 PM')
})

it('tells ages and waiting times in few letters', () => {
  expect(tr.age(evening - 3 * MINUTE, evening)).toBe('3 dk. önce')
  expect(en.age(evening - 2 * DAY, evening)).toBe('2 days ago')
  expect(plain(tr.waiting(evening - 5 * MINUTE, evening))).toBe('5 dk.')
  expect(en.waiting(evening - 3 * HOUR, evening)).toBe('3h')
  expect(en.waiting(evening, evening)).toBe('1m')
})

it('counts down without going below zero', () => {
  expect(tr.countdown(65_000)).toBe('1:05')
  expect(tr.countdown(400)).toBe('0:01')
  expect(tr.countdown(-5_000)).toBe('0:00')
})

it('writes numbers, shares and sizes as each language does', () => {
  expect([tr.number(1234567.5), en.number(1234567.5)]).toEqual(['1.234.567,5', '1,234,567.5'])
  expect([tr.percent(43), en.percent(43)]).toEqual(['%43', '43%'])
  expect([plain(tr.bytes(0)), tr.bytes(1_450_000), plain(en.bytes(417_800))]).toEqual(['0 bayt', '1,5 MB', '417.8 kB'])
})

it('groups a phone number and leaves what is none alone', () => {
  expect(tr.phone('+905321234567')).toBe('+90 532 123 45 67')
  expect(tr.phone('kapalı')).toBe('kapalı')
})
