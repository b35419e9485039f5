import { z } from 'zod'
import { StaffId } from '../domain/ids.ts'
import { Locale } from '../domain/locale.ts'
import { StaffRole } from '../domain/staff-role.ts'
import { open, signedIn } from './procedure.ts'

export const Password = z.string().min(8).max(200)
export const EmailAddress = z.email().max(254)
export const PersonName = z.string().trim().min(1).max(120)

export const SignedInStaff = z.object({
  id: StaffId,
  name: z.string(),
  email: z.string(),
  role: StaffRole,
  locale: Locale,
})
export type SignedInStaff = z.infer<typeof SignedInStaff>

export const OpenedSession = z.object({ token: z.string(), staff: SignedInStaff })

const slowDown = {
  /** Wrong too often: try again at `retryAt`. */
  TOO_MANY_TRIES: { data: z.object({ retryAt: z.number() }) },
  WRONG_PASSWORD: { data: z.object({ triesLeft: z.number() }) },
}

export const session = {
  signIn: open
    .input(z.object({ email: EmailAddress, password: z.string().max(200) }))
    .output(OpenedSession)
    .errors(slowDown),
  signOut: signedIn.output(z.void()),
  /** Keeps the person signed in but answers nothing until `unlock`. The page calls it after idle time. */
  lock: signedIn.output(z.void()),
  unlock: open
    .input(z.object({ password: z.string().max(200) }))
    .output(SignedInStaff)
    .errors(slowDown),
  changeOwnPassword: signedIn
    .input(z.object({ currentPassword: z.string().max(200), newPassword: Password }))
    .output(z.void())
    .errors(slowDown),
  changeOwnLocale: signedIn.input(z.object({ locale: Locale })).output(SignedInStaff),
}
