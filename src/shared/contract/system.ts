import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { Locale } from '../domain/locale.ts'
import { LiveUpdate } from './events.ts'
import { open, signedIn } from './procedure.ts'
import { SignedInStaff } from './session.ts'

export const Country = z.object({
  alpha2: z.string(),
  alpha3: z.string(),
  nameTr: z.string(),
  nameEn: z.string(),
  /** With the plus: `+90`. */
  diallingCode: z.string().nullable(),
  /** File name of the flag among the page's assets. */
  flag: z.string(),
})
export type Country = z.infer<typeof Country>

export const Handshake = z.object({
  contract: z.number(),
  schema: z.number(),
  /** Null until the first run is done. */
  officeId: z.string().nullable(),
  officeName: z.string().nullable(),
  locale: Locale,
  timeZone: z.string(),
  defaultCountry: z.string(),
  host: z.enum(['desktop', 'browser']),
  programVersion: z.string(),
  /** Who is signed in on this connection; a locked session is signed in but answers nothing else until unlocked. */
  staff: SignedInStaff.nullable(),
  isLocked: z.boolean(),
  /** The core's clock, so that a page can show ages even when the PC's clock was moved for a test. */
  now: z.number(),
  /** Where to begin with the live updates, so that nothing is missed between this greeting and the first of them. */
  latestEventId: z.string().optional(),
  /** Secrets cannot be read on this PC (the key file or the OS keychain changed): links and tokens must be set up again. */
  secretsState: z.enum(['ready', 'cannot-unwrap']),
  secretsKind: z.enum(['os', 'file', 'basic-text']),
  /** The database cannot be opened: the page speaks the contract of `recovery.ts` instead. */
  isRecovery: z.boolean().optional(),
  /** The database is being brought up to date: the page speaks the contract of `preparation.ts` until it is. */
  isPreparing: z.boolean().optional(),
})
export type Handshake = z.infer<typeof Handshake>

export const system = {
  /** Said first on every connection. Another contract number answers OUT_OF_DATE. */
  hello: open
    .input(z.object({ contract: z.number().int(), sessionToken: z.string().max(200).nullable() }))
    .output(Handshake),
  /** The live updates. After a reconnect the last event's id is given by the link itself; a hole is answered with `gap`. */
  updates: signedIn.output(eventIterator(LiveUpdate)),
  countries: open.output(z.array(Country)),
}
