import { type AnswerTarget, type FormMapping, type FormQuestion, targetOf } from '#shared/domain/lead-form.ts'
import { toE164 } from '#shared/domain/phone-number.ts'
import type { FormEntry } from './graph-lead.ts'
import { readCalendarDay, readHour, readOfficeMoment } from './read-moment.ts'

/** What is needed to understand the answers of a form. */
export interface FormWords {
  readonly questions: readonly FormQuestion[]
  readonly mapping: FormMapping | null
  readonly locale: string | null
}

export interface PlaceWords {
  /** Of numbers that were written without a country: the brand's, else the office's. */
  readonly defaultCountry: string
  readonly timeZone: string
  /** ISO alpha-2 of a country as people write it, null when it is none. */
  readonly countryCodeOf: (text: string) => string | null
  readonly languageCodeOf: (text: string) => string | null
}

/** An answer as the person saw it, under what it was asked as. */
export interface MappedAnswer {
  readonly key: string
  readonly label: string
  readonly values: readonly string[]
  readonly target: AnswerTarget
}

export interface MappedEntry {
  readonly name: string | null
  readonly phone: string | null
  /** What stood where the number should be and is none. */
  readonly unreadablePhone: string | null
  readonly email: string | null
  readonly city: string | null
  readonly countryCode: string | null
  readonly language: string | null
  readonly eventOn: string | null
  readonly eventTime: string | null
  readonly note: string | null
  /** All of them, in the order of the form. */
  readonly answers: readonly MappedAnswer[]
  /** Meta's own dummy texts. */
  readonly isDummy: boolean
}

/** `<test lead: dummy data for full_name>` */
const DUMMY = /^<test lead: dummy data for .*>$/iu
const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/u
const LONGEST_NAME = 200
const LONGEST_CITY = 120

/**
 * The answers of one entry, understood. What does not fit where its question points (a word where a number should be, a day that is
 * none) stays an answer that people read, and never keeps the rest away.
 */
export function mapEntry(entry: Pick<FormEntry, 'answers'>, form: FormWords, place: PlaceWords): MappedEntry {
  const answers = entry.answers.map(answer => toAnswer(answer, form))
  const textsOf = (target: AnswerTarget) =>
    answers
      .filter(answer => answer.target === target)
      .flatMap(({ values }) => values.map(value => oneLine(value)))
      .filter(text => text !== '' && !DUMMY.test(text))
  const first = (target: AnswerTarget) => textsOf(target)[0] ?? null

  const countryText = first('country')
  const countryCode = countryText === null ? null : place.countryCodeOf(countryText)
  const phones = textsOf('phone')
  const phone = firstOf(phones, text => toE164(text, countryCode ?? place.defaultCountry))
  const moment = firstOf(textsOf('event_moment'), text => readOfficeMoment(text, place.timeZone))
  const whole = [first('first_name'), first('last_name')].filter(part => part !== null).join(' ')
  const name = first('name') ?? (whole === '' ? null : whole)
  const city = first('city')
  const notes = textsOf('note')
  return {
    name: name === null ? null : cut(name, LONGEST_NAME),
    phone,
    unreadablePhone: phone === null ? (phones[0] ?? null) : null,
    email: firstOf(textsOf('email'), text => (EMAIL.test(text) && text.length <= 254 ? text.toLowerCase() : null)),
    city: city === null ? null : cut(city, LONGEST_CITY),
    countryCode,
    language: firstOf(textsOf('language'), place.languageCodeOf) ?? languageOf(form.locale),
    eventOn: firstOf(textsOf('event_date'), readCalendarDay) ?? moment?.on ?? null,
    eventTime: firstOf(textsOf('event_time'), readHour) ?? moment?.time ?? null,
    note: notes.length === 0 ? null : notes.join('\n'),
    answers,
    isDummy: isDummyEntry(entry),
  }
}

/** Made by Meta's tool for trying forms out. */
export function isDummyEntry({ answers }: Pick<FormEntry, 'answers'>): boolean {
  return answers.some(({ values }) => values.some(value => DUMMY.test(value)))
}

function toAnswer({ key, values }: FormEntry['answers'][number], { questions, mapping }: FormWords): MappedAnswer {
  // A form that was changed after the entry came may not have the question any more: then its name has to say it all.
  const question = questions.find(one => one.key === key) ?? { key, label: key, type: 'CUSTOM', options: [] }
  const worded = values.map(value => wordOf(question, value))
  return { key, label: question.label, values: worded, target: targetOf(question, mapping) }
}

/** A choice comes as the key of its option or as its text, by the form. */
function wordOf(question: FormQuestion, value: string): string {
  return question.options.find(option => option.key === value)?.value ?? value
}

function firstOf<Value>(texts: readonly string[], read: (text: string) => Value | null): Value | null {
  for (const text of texts) {
    const value = read(text)
    if (value !== null) return value
  }
  return null
}

/** `tr_TR` */
function languageOf(locale: string | null): string | null {
  return /^(?<language>[a-z]{2})(?:_|-|$)/u.exec(locale ?? '')?.groups?.['language'] ?? null
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\s]+/gu, ' ').trim()
}

function cut(text: string, longest: number): string {
  return [...text].slice(0, longest).join('').trim()
}
