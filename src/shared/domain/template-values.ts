import { z } from 'zod'
import { offsetOf } from './local-time.ts'
import { firstNameOf, type TemplateValues } from './template.ts'

/** Everything a template can be filled with, before it is worded in a language. */
export const TemplateFacts = z.object({
  /** Null where the program made the name up: nobody is addressed by that. */
  name: z.string().nullable(),
  language: z.string().nullable(),
  countryCode: z.string().nullable(),
  /** Where the person is; null when that is not known for certain. */
  timeZone: z.string().nullable(),
  office: z.string().nullable(),
  officeLanguage: z.string(),
  consultant: z.string().nullable(),
  appointment: z
    .object({
      startsAt: z.number(),
      timeZone: z.string(),
      type: z.string().nullable(),
      place: z.string().nullable(),
      with: z.string().nullable(),
      videoUrl: z.string().nullable(),
    })
    .nullable(),
  /** The day and hour that stand on the person's record, where there is no appointment. */
  eventOn: z.string().nullable(),
  eventTime: z.string().nullable(),
})
export type TemplateFacts = z.infer<typeof TemplateFacts>

/** The facts as words of that language. */
export function templateValues(facts: TemplateFacts, language: string): TemplateValues {
  const { name, office, consultant, appointment } = facts
  return {
    name,
    first_name: name && firstNameOf(name),
    office,
    consultant,
    appointment_date: dateOf(facts, language),
    appointment_time: timeOf(facts, language),
    appointment_type: appointment?.type ?? null,
    appointment_with: appointment?.with ?? null,
    appointment_place: appointment?.place ?? null,
    video_link: appointment?.videoUrl ?? null,
  }
}

/**
 * By whose clock an appointment is told: who comes to a place goes by the clock on its wall, who is called by video by their own. Where
 * the two differ the hour carries its zone, so that nobody has to guess.
 */
function zoneOf({ appointment, timeZone }: TemplateFacts): string {
  if (appointment === null) return timeZone ?? 'UTC'
  return appointment.videoUrl !== null && timeZone !== null ? timeZone : appointment.timeZone
}

function dateOf(facts: TemplateFacts, language: string): string | null {
  const options = { day: 'numeric', month: 'long', year: 'numeric', weekday: 'long' } as const
  if (facts.appointment !== null)
    return format(language, { ...options, timeZone: zoneOf(facts) }, facts.appointment.startsAt)
  if (facts.eventOn === null) return null
  return format(language, { ...options, timeZone: 'UTC' }, Date.parse(`${facts.eventOn}T00:00:00Z`))
}

function timeOf(facts: TemplateFacts, language: string): string | null {
  const { appointment, timeZone } = facts
  if (appointment === null) return facts.eventTime
  const zone = zoneOf(facts)
  const { startsAt } = appointment
  const isElsewhere = timeZone === null || offsetOf(timeZone, startsAt) !== offsetOf(appointment.timeZone, startsAt)
  const shown = timeZone !== null && isElsewhere ? ({ timeZoneName: 'shortOffset' } as const) : {}
  return format(language, { hour: 'numeric', minute: '2-digit', timeZone: zone, ...shown }, startsAt)
}

/** A language that the machine does not know is written as English is. Digits stay those that every phone shows. */
function format(language: string, options: Intl.DateTimeFormatOptions, at: number): string | null {
  if (Number.isNaN(at)) return null
  try {
    return new Intl.DateTimeFormat([`${language}-u-nu-latn`, 'en'], options).format(at)
  } catch {
    return new Intl.DateTimeFormat('en', options).format(at)
  }
}
