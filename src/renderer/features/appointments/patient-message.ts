import type { Appointment } from '#shared/contract/appointments.ts'
import type { Lead } from '#shared/contract/leads.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { createFormat } from '../../i18n/format.ts'
import { i18n } from '../../i18n/i18n.ts'
import { theirTime } from './their-time.ts'

/** Whom a message is for, and from whom. */
export interface MessageSides {
  readonly lead: Pick<Lead, 'name' | 'language' | 'countryCode' | 'localTime'>
  readonly office: { readonly officeName: string; readonly locale: Locale; readonly timeZone: string }
}

/** The language of the two in which the patient is written to: theirs, else their country's, else the office's. */
export function languageFor({ lead, office }: MessageSides): Locale {
  if (lead.language !== null) return lead.language.toLowerCase().startsWith('tr') ? 'tr' : 'en'
  if (lead.countryCode !== null) return lead.countryCode === 'TR' ? 'tr' : 'en'
  return office.locale
}

type Visit = Pick<Appointment, 'startsAt' | 'place' | 'videoUrl' | 'status'> & { readonly what: string | null }

/** What the patient is told of an appointment, or of all visits of a course: in their language, at their hour too. */
export function wordBooking(visits: readonly Visit[], sides: MessageSides): string {
  const locale = languageFor(sides)
  const t = i18n.getFixedT(locale, 'appointments')
  const [first] = visits
  if (first === undefined) return ''
  const isAsked = first.status === 'requested'
  const when = (visit: Visit) => wordMoment(visit.startsAt, sides)
  const lines = [greeting(sides)]
  if (visits.length === 1) {
    const what = first.what ?? t('one')
    lines.push(t(isAsked ? 'message.proposed' : 'message.booked', { what, when: when(first) }))
  } else {
    lines.push(t('message.course'))
    lines.push(...visits.map(visit => `• ${when(visit)}${visit.what === null ? '' : ` · ${visit.what}`}`))
  }
  if (first.place !== null) lines.push(t('message.place', { place: first.place }))
  if (first.videoUrl !== null) lines.push(t('message.video', { url: first.videoUrl }))
  lines.push(t(isAsked ? 'message.askYes' : 'message.askIfNot'), sides.office.officeName)
  return lines.join('\n')
}

/** Free times to choose from. */
export function wordFreeTimes(starts: readonly number[], sides: MessageSides): string {
  const t = i18n.getFixedT(languageFor(sides), 'appointments')
  return [
    greeting(sides),
    t('message.freeTimes'),
    ...starts.map(at => `• ${wordMoment(at, sides)}`),
    t('message.askWhich'),
    sides.office.officeName,
  ].join('\n')
}

/** The office's hour, named, and the patient's where it is another one: nobody comes at the wrong one. */
function wordMoment(at: number, sides: MessageSides): string {
  const locale = languageFor(sides)
  const t = i18n.getFixedT(locale, 'appointments')
  const { timeZone } = sides.office
  const format = createFormat(locale, timeZone)
  const known = sides.lead.localTime
  const theirs = theirTime(at, known?.latest === null ? known.timeZone : null, timeZone, locale)
  const moment = t('message.moment', { day: format.longDay(at, at), time: format.time(at) })
  if (theirs === null) return moment
  return t('message.momentOfBoth', { moment, zone: zoneName(timeZone, locale), theirs })
}

/** Somebody whose name is not known is not called by their number. */
function greeting(sides: MessageSides): string {
  const t = i18n.getFixedT(languageFor(sides), 'appointments')
  const { name } = sides.lead
  return /\p{L}/u.test(name) && !/^\+?\d/u.test(name) ? t('message.hello', { name }) : t('message.helloNameless')
}

/** TR "Türkiye saati", EN "Türkiye time". */
function zoneName(timeZone: string, locale: Locale): string {
  const tag = locale === 'tr' ? 'tr-TR' : 'en-US'
  const parts = new Intl.DateTimeFormat(tag, { timeZone, timeZoneName: 'shortGeneric' }).formatToParts()
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
  return name.replace(/ (Saati|Time)$/u, last => last.toLocaleLowerCase(tag))
}
