import { z } from 'zod'
import { Locale } from '../domain/locale.ts'
import { open } from './procedure.ts'
import { EmailAddress, OpenedSession, Password, PersonName } from './session.ts'

export const TimeZone = z.string().refine(isTimeZone, 'unknown time zone')
export const CountryCode = z.string().regex(/^[A-Z]{2}$/)

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export const setup = {
  /** The first run: names the office and its first admin, and signs that person in. Works once. */
  createOffice: open
    .input(
      z.object({
        locale: Locale,
        officeName: z.string().trim().min(1).max(120),
        timeZone: TimeZone,
        defaultCountry: CountryCode,
        admin: z.object({ name: PersonName, email: EmailAddress, password: Password }),
      }),
    )
    .output(OpenedSession)
    .errors({ ALREADY_SET_UP: {} }),
}
