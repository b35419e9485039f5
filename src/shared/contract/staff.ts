import { z } from 'zod'
import { StaffId } from '../domain/ids.ts'
import { Locale } from '../domain/locale.ts'
import { StaffRole } from '../domain/staff-role.ts'
import { admins, signedIn } from './procedure.ts'
import { EmailAddress, Password, PersonName } from './session.ts'

export const StaffMember = z.object({
  id: StaffId,
  version: z.number(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  role: StaffRole,
  locale: Locale,
  isActive: z.boolean(),
  createdAt: z.number(),
  lastSeenAt: z.number().nullable(),
})
export type StaffMember = z.infer<typeof StaffMember>

/** What everybody may know of a colleague: enough to assign and to say who wrote. */
export const Colleague = z.object({ id: StaffId, name: z.string(), role: StaffRole, isActive: z.boolean() })
export type Colleague = z.infer<typeof Colleague>

const details = {
  name: PersonName,
  email: EmailAddress,
  phone: z.string().trim().max(40).nullable(),
  role: StaffRole,
  locale: Locale,
}

const staffErrors = {
  EMAIL_TAKEN: {},
  INVALID_PHONE: {},
  /** The office would be left with no active admin. */
  LAST_ADMIN: {},
}

export const staff = {
  colleagues: signedIn.output(z.array(Colleague)),
  list: admins.output(z.array(StaffMember)),
  create: admins
    .input(z.object({ id: StaffId, ...details, password: Password }))
    .output(StaffMember)
    .errors(staffErrors),
  update: admins
    .input(z.object({ id: StaffId, version: z.number(), ...details }))
    .output(StaffMember)
    .errors(staffErrors),
  /** Deactivating signs the person out everywhere; their leads and messages stay. */
  setActive: admins
    .input(z.object({ id: StaffId, version: z.number(), isActive: z.boolean() }))
    .output(StaffMember)
    .errors(staffErrors),
  setPassword: admins.input(z.object({ id: StaffId, password: Password })).output(z.void()),
}
