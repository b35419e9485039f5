import { z } from 'zod'
import { Locale } from '../domain/locale.ts'
import { admins, signedIn } from './procedure.ts'
import { CountryCode, TimeZone } from './setup.ts'

/** The office's settings. They live in the database; what belongs to one PC (window, theme) does not. */
export const OfficeSettings = z.object({
  officeName: z.string().trim().min(1).max(120),
  locale: Locale,
  timeZone: TimeZone,
  defaultCountry: CountryCode,
  /** Minutes without input until the window locks; 0 = never. */
  lockAfterMinutes: z.number().int().min(0).max(480),
  /** Assigning a lead moves it from a `new` stage to the first `assigned` one. */
  assigningMovesStage: z.boolean(),
  /** The first answer by a person moves a lead to the first `contacted` stage. */
  answeringMovesStage: z.boolean(),
  /** Whether somebody whose case was closed starts anew when they fill in a form again: never, if rejected, or also as a customer. */
  returningReopens: z.enum(['never', 'rejected', 'rejected_and_converted']),
  /** Tell the sender that a message was read when somebody opens the conversation. */
  sendsReadReceipts: z.boolean(),
  /** Customers see the office as online while a number is linked and Santral runs; the phone then stays silent. */
  showsOnline: z.boolean(),
  ignoresGroups: z.boolean(),
  /** The customer's night, in hours of their own clock: whoever writes then is asked first. The same hour twice: never. */
  nightStart: z.number().int().min(0).max(23),
  nightEnd: z.number().int().min(0).max(23),
  /** How a converted lead is called in this office. */
  customerWord: z.enum(['customer', 'patient']),
  /** The holidays of the office's country are days off in the calendar. */
  keepsPublicHolidays: z.boolean(),
})
export type OfficeSettings = z.infer<typeof OfficeSettings>

export const settings = {
  get: signedIn.output(OfficeSettings),
  /** Saves the given fields only. */
  update: admins.input(OfficeSettings.partial()).output(OfficeSettings),
}
