import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Locale } from '#shared/domain/locale.ts'
import { currencyStyle, fromMinor, type Money } from '#shared/domain/money.ts'
import { fromClockTime } from './turkish-suffix.ts'

/** The regions decide 24 h against AM/PM, and where the thousands mark goes. Only the display: stored values never change. */
const tags: Record<Locale, string> = { tr: 'tr-TR', en: 'en-US' }

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const formats = new Map<string, Intl.DateTimeFormat>()

/** Building an Intl format is a hundred times dearer than using it; lists use it for every row. */
function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(tags[locale], options)
    formats.set(key, format)
  }
  return format
}

/** Every way in which the page writes a date, an age, a number or a phone, for one language and one time zone. */
export function createFormat(locale: Locale, timeZone?: string) {
  const zone = timeZone === undefined ? {} : { timeZone }

  function time(at: number): string {
    return dateFormat(locale, { hour: locale === 'tr' ? '2-digit' : 'numeric', minute: '2-digit', ...zone }).format(at)
  }

  function date(at: number): string {
    return dateFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric', ...zone }).format(at)
  }

  function dayKey(at: number): string {
    return dateFormat('en', { year: 'numeric', month: '2-digit', day: '2-digit', ...zone }).format(at)
  }

  return {
    /** Money in the smallest unit of its currency: ₺1.234,56 and €1,234.56, with as many digits as the currency has. */
    money: ({ amount, currency }: Money) =>
      new Intl.NumberFormat(tags[locale], currencyStyle(currency)).format(fromMinor(amount, currency)),
    /** A calendar day (YYYY-MM-DD), the same in every time zone. */
    day: (day: string) =>
      dateFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(
        Date.parse(`${day}T00:00:00Z`),
      ),
    /** TR 21:00, EN 9:00 PM. */
    time,
    /** TR 21.11.2026, EN 11/21/2026. */
    date,
    /** A day of a calendar, `YYYY-MM-DD`, which is the same in every zone. */
    calendarDay: (day: string) =>
      dateFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(
        Date.parse(day),
      ),
    dateTime: (at: number) => `${date(at)} ${time(at)}`,
    /** For what comes several times a second. */
    dateTimeSeconds(at: number): string {
      const hour = locale === 'tr' ? '2-digit' : 'numeric'
      return `${date(at)} ${dateFormat(locale, { hour, minute: '2-digit', second: '2-digit', ...zone }).format(at)}`
    },
    /** TR 21 Kasım Cumartesi, EN Saturday, November 21; with the year when it is another one. */
    longDay(at: number, now: number): string {
      const isSameYear = dayKey(at).slice(-4) === dayKey(now).slice(-4)
      const year = isSameYear ? {} : ({ year: 'numeric' } as const)
      return dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...year, ...zone }).format(at)
    },
    /** TR 2 Ara Çar 10:00, EN Wed, Dec 2, 10:00 AM: a moment of the coming weeks. */
    shortMoment: (at: number) =>
      `${dateFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', ...zone }).format(at)} ${time(at)}`,
    isSameDay: (at: number, other: number) => dayKey(at) === dayKey(other),
    /** What a list shows: today's hour, yesterday's word, this week's weekday, else the date. */
    short(at: number, now: number): string {
      if (dayKey(at) === dayKey(now)) return time(at)
      if (at < now && dayKey(at) === dayKey(now - DAY)) return capitalized(relative(locale, -1, 'day'), locale)
      if (at < now && now - at < 6 * DAY) return dateFormat(locale, { weekday: 'long', ...zone }).format(at)
      return date(at)
    },
    /** When something happened: the hour if it was today, else day and hour. */
    moment: (at: number, now: number) => (dayKey(at) === dayKey(now) ? time(at) : `${date(at)} ${time(at)}`),
    /** Since when, ready for its sentence: TR "15:02'den" (beri), EN (since) "3:02 PM"; with the day when it was not today. */
    since(at: number, now: number): string {
      const hour = locale === 'tr' ? fromClockTime(time(at)) : time(at)
      return dayKey(at) === dayKey(now) ? hour : `${date(at)} ${hour}`
    },
    /** TR "3 dk. önce", EN "3 min. ago". */
    age(at: number, now: number): string {
      const passed = at - now
      const size = Math.abs(passed)
      if (size < MINUTE) return relative(locale, 0, 'second')
      if (size < HOUR) return relative(locale, Math.trunc(passed / MINUTE), 'minute')
      if (size < DAY) return relative(locale, Math.trunc(passed / HOUR), 'hour')
      return relative(locale, Math.trunc(passed / DAY), 'day')
    },
    /** How long somebody waits, as short as it can be: TR "5 dk", EN "5m". */
    waiting(since: number, now: number): string {
      const passed = Math.max(0, now - since)
      if (passed < HOUR) return unit(locale, Math.max(1, Math.trunc(passed / MINUTE)), 'minute')
      if (passed < DAY) return unit(locale, Math.trunc(passed / HOUR), 'hour')
      return unit(locale, Math.trunc(passed / DAY), 'day')
    },
    /** 1:05 for countdowns. */
    countdown(milliseconds: number): string {
      const seconds = Math.max(0, Math.ceil(milliseconds / SECOND))
      return `${Math.trunc(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    },
    number: (value: number) => new Intl.NumberFormat(tags[locale]).format(value),
    /** TR %43, EN 43%. `value` is 0 to 100. */
    percent: (value: number) =>
      new Intl.NumberFormat(tags[locale], { style: 'percent', maximumFractionDigits: 0 }).format(value / 100),
    bytes(value: number): string {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
      const step = Math.min(units.length - 1, value < 1 ? 0 : Math.floor(Math.log(value) / Math.log(1_000)))
      return new Intl.NumberFormat(tags[locale], {
        style: 'unit',
        unit: units[step] ?? 'byte',
        unitDisplay: 'short',
        maximumFractionDigits: step === 0 ? 0 : 1,
      }).format(value / 1_000 ** step)
    },
    country(alpha2: string): string {
      return new Intl.DisplayNames(tags[locale], { type: 'region' }).of(alpha2) ?? alpha2
    },
    phone: phoneForDisplay,
  }
}

export type Format = ReturnType<typeof createFormat>

/** +905321234567 → +90 532 123 45 67; what is no number stays as it is. */
export function phoneForDisplay(phoneNumber: string): string {
  return parsePhoneNumberFromString(phoneNumber)?.formatInternational() ?? phoneNumber
}

function relative(locale: Locale, value: number, unitName: Intl.RelativeTimeFormatUnit): string {
  return new Intl.RelativeTimeFormat(tags[locale], { numeric: 'auto', style: 'short' }).format(value, unitName)
}

function unit(locale: Locale, value: number, name: 'minute' | 'hour' | 'day'): string {
  return new Intl.NumberFormat(tags[locale], {
    style: 'unit',
    unit: name,
    unitDisplay: locale === 'tr' ? 'short' : 'narrow',
  }).format(value)
}

function capitalized(word: string, locale: Locale): string {
  return word.slice(0, 1).toLocaleUpperCase(tags[locale]) + word.slice(1)
}
