import { z } from 'zod'
import { StaffId } from '../domain/ids.ts'
import { ScoreWeights } from '../domain/lead-score.ts'
import { LeadSource } from '../domain/lead-source.ts'
import { Locale } from '../domain/locale.ts'
import { Currency } from '../domain/money.ts'
import { admins, signedIn } from './procedure.ts'
import { CountryCode, TimeZone } from './setup.ts'

/** How much a mail says of a person: where they came from; with their name and country; with number, address and campaign. */
export const LeadMailDetail = z.enum(['nothing', 'name', 'contact'])
export type LeadMailDetail = z.infer<typeof LeadMailDetail>

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
  /** What new sales are written in, until somebody picks another. */
  currency: Currency,
  /** Nobody is given up without saying why. */
  requiresRejectionReason: z.boolean(),
  /** Whoever writes for the first time after clicking an ad is greeted without anybody at the keyboard. */
  greetsFromAds: z.boolean(),
  /** What they are told, by their language. */
  adGreeting: z.object({ tr: z.string().trim().max(1_000), en: z.string().trim().max(1_000) }),
  /** Everybody is told of a new lead, and the first who takes it has it. */
  tellsOfNewLeads: z.boolean(),
  /** Minutes until the managers are told that nobody has taken it; 0 = never. */
  escalatesAfterMinutes: z.number().int().min(0).max(1_440),
  /** Who hears of new leads by mail as well; nobody: no mail. */
  leadMailStaff: z.array(StaffId).max(100),
  /** Of leads from where; none: from anywhere. */
  leadMailSources: z.array(LeadSource).max(LeadSource.options.length),
  leadMailPace: z.enum(['at_once', 'hourly']),
  leadMailShows: LeadMailDetail,
  /** Months after which given up and untouched leads are proposed for deletion; 0 = never. */
  retentionMonths: z.number().int().min(0).max(120),
  /** They are deleted without anybody confirming it. */
  deletesByItself: z.boolean(),
  /** What each rule of the score gives or takes. */
  scoreWeights: ScoreWeights,
  /** Countries whose people get the points of that rule. */
  scoreCountries: z.array(CountryCode).max(100),
})
export type OfficeSettings = z.infer<typeof OfficeSettings>

export const settings = {
  get: signedIn.output(OfficeSettings),
  /** Saves the given fields only. */
  update: admins.input(OfficeSettings.partial()).output(OfficeSettings),
}
