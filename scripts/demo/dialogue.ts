import type { MessageKind } from '#shared/domain/message.ts'
import { OFFICE, STAFF, type Treatment } from './office.ts'
import { DAY, HOUR, MINUTE, whenOpen } from './office-hours.ts'
import type { Language, Person } from './people.ts'
import { arabic } from './phrases/arabic.ts'
import { english } from './phrases/english.ts'
import { german } from './phrases/german.ts'
import { type CustomerMoment, fillIn, type OfficeMoment, type Phrasebook } from './phrases/phrasebook.ts'
import { russian } from './phrases/russian.ts'
import { turkish } from './phrases/turkish.ts'
import type { Random } from './random.ts'

/** One message, before it becomes a row. `staff` and `quotes` are places in their lists. */
export interface Line {
  readonly at: number
  readonly from: 'customer' | 'office'
  readonly kind: MessageKind
  readonly body: string
  /** Who of the office; null for the customer and for what was sent on the phone itself. */
  readonly staff: number | null
  readonly quotes: number | null
}

export interface Ending {
  readonly at: number
  readonly outcome: 'converted' | 'rejected'
}

const PHRASES: Readonly<Record<Language, Phrasebook>> = {
  tr: turkish,
  en: english,
  de: german,
  ar: arabic,
  ru: russian,
}

/** Prices in whole euros, from and to; what is asked of people in Turkey is in liras. */
const PRICES: Readonly<Record<Treatment, readonly [number, number]>> = {
  hair: [1990, 2890],
  dental: [2600, 4800],
  nose: [2700, 3600],
  checkup: [350, 690],
}
const LIRAS_PER_EURO = 40

const HOTELS = ['Otel Turkuaz', 'Boğaz Konak', 'Lale Suites', 'Marmara Yelken']

/**
 * A conversation as it goes on. Each call lets time pass and says something; what would be said after `until` is left out.
 */
export interface Dialogue {
  readonly lines: readonly Line[]
  readonly treatment: Treatment
  readonly staff: number
  open(fromAd: boolean): void
  officeOpens(moment: 'referralHello' | 'websiteHello'): void
  customer(moment: CustomerMoment): void
  customerShows(kind: MessageKind, moment?: CustomerMoment): void
  /** A question of the phrase book that depends on the treatment. */
  customerTells(): void
  office(moment: OfficeMoment): void
  officePrices(): void
  /** Sent on the phone itself: papers, places. */
  officeSends(kind: MessageKind, body: string): void
  worryAndAnswer(): void
  /** Nobody writes for a while. */
  pass(ms: number): void
  /** Until some days before the day they agreed on, if that is still to come. */
  passToAppointment(daysBefore: number): void
  /** How the person's journey ends, some time after the last word. */
  end(outcome: Ending['outcome'], after: number): Ending
}

export function startDialogue(
  random: Random,
  {
    person,
    treatment,
    staff,
    startsAt,
    until,
  }: { person: Person; treatment: Treatment; staff: number; startsAt: number; until: number },
): Dialogue {
  const phrases = PHRASES[person.language]
  const lines: Line[] = []
  const values = valuesFor(random, person, treatment, staff)
  let at = startsAt
  /** The day they speak of; another one, when too little time is left until then. */
  let appointmentAt = 0
  let patience = random.delay(25 * MINUTE, 1.1)

  function add(from: Line['from'], kind: MessageKind, body: string, by: number | null): void {
    // Two messages of a conversation never have the same second.
    at = Math.max(at, (lines.at(-1)?.at ?? 0) + 1_000)
    if (at > until) return
    lines.push({ at, from, kind, body, staff: by, quotes: quoteOf(from) })
  }

  /** Now and then somebody answers one message in particular. */
  function quoteOf(from: Line['from']): number | null {
    const index = lines.findLastIndex(line => line.from !== from && line.kind === 'text')
    return index >= 0 && random.chance(0.05) ? index : null
  }

  function customerTurn(): void {
    const isAnswer = lines.at(-1)?.from === 'office'
    if (lines.length > 0) at += isAnswer ? random.delay(patience, 1) : random.whole(4, 70) * 1_000
    if (isAnswer && random.chance(0.12)) patience = random.delay(60 * MINUTE, 1.2)
  }

  function officeTurn(): void {
    const isAnswer = lines.at(-1)?.from !== 'office'
    const isFirst = lines.length === 1
    const wait = isAnswer
      ? random.delay(isFirst && random.chance(0.1) ? 9 * HOUR : 6 * MINUTE)
      : random.whole(8, 90) * 1_000
    at = whenOpen(at + wait, random)
  }

  function say(options: readonly string[]): string {
    const phrase = random.pick(options)
    if (phrase.includes('{date}') && appointmentAt < at + 6 * DAY) appointmentAt = at + random.whole(9, 45) * DAY
    return fillIn(phrase, { ...values, date: dateIn(person.language, appointmentAt) })
  }

  return {
    lines,
    treatment,
    staff,
    open(fromAd) {
      add('customer', 'text', say(fromAd ? phrases.customer.adOpening : phrases.opening[treatment]), null)
    },
    officeOpens(moment) {
      at = whenOpen(at + random.delay(15 * MINUTE), random)
      add('office', 'text', say(phrases.office[moment]), staff)
    },
    customer(moment) {
      customerTurn()
      const body = say(phrases.customer[moment])
      if (body === '') add('customer', 'image', '', null)
      else add('customer', 'text', body, null)
    },
    customerShows(kind, moment) {
      customerTurn()
      add('customer', kind, moment === undefined ? '' : say(phrases.customer[moment]), null)
    },
    customerTells() {
      customerTurn()
      if (random.chance(0.08)) add('customer', 'voice', '', null)
      else add('customer', 'text', say(phrases.details[treatment]), null)
    },
    office(moment) {
      officeTurn()
      add('office', 'text', say(phrases.office[moment]), staff)
    },
    officePrices() {
      officeTurn()
      add('office', 'text', say(phrases.price[treatment]), staff)
    },
    officeSends(kind, body) {
      officeTurn()
      add('office', kind, body, null)
    },
    worryAndAnswer() {
      const [worry, answer] = random.pick(phrases.aftercare[treatment])
      customerTurn()
      add('customer', 'text', fillIn(worry, values), null)
      officeTurn()
      add('office', 'text', fillIn(answer, values), staff)
    },
    pass(ms) {
      at += ms
    },
    passToAppointment(daysBefore) {
      at = Math.max(at, appointmentAt - daysBefore * DAY)
    },
    end: (outcome, after) => ({ at: whenOpen(at + after, random), outcome }),
  }

  function valuesFor(chance: Random, one: Person, what: Treatment, who: number): Record<string, string> {
    const [from, to] = PRICES[what]
    const euros = Math.round(chance.whole(from, to) / 10) * 10
    const isTurkish = one.country === 'TR'
    const money = (amount: number) =>
      moneyFormat(one.language, isTurkish ? 'TRY' : 'EUR').format(
        isTurkish ? Math.round((amount * LIRAS_PER_EURO) / 1000) * 1000 : amount,
      )
    return {
      name: PHRASES[one.language].address(one),
      staff: STAFF[who]?.name.split(' ')[0] ?? '',
      office: OFFICE.officeName,
      price: money(euros),
      offer: money(euros * 0.93),
      deposit: money(what === 'checkup' ? 100 : 300),
      hotel: chance.pick(HOTELS),
    }
  }
}

// Making a formatter takes far longer than using it.
const dateFormats = new Map<Language, Intl.DateTimeFormat>()
const moneyFormats = new Map<string, Intl.NumberFormat>()

function dateIn(language: Language, at: number): string {
  const known = dateFormats.get(language)
  if (known) return known.format(at)
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'Europe/Istanbul' })
  dateFormats.set(language, format)
  return format.format(at)
}

function moneyFormat(language: Language, currency: string): Intl.NumberFormat {
  const key = `${language} ${currency}`
  const known = moneyFormats.get(key)
  if (known) return known
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 })
  moneyFormats.set(key, format)
  return format
}
