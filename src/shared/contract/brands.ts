import { z } from 'zod'
import { BrandId } from '../domain/ids.ts'
import { admins, signedIn } from './procedure.ts'
import { CountryCode } from './setup.ts'

/** A brand of the office ("distributor"): what its leads, its page at Meta and its ad accounts belong to. */
export const Brand = z.object({
  id: BrandId,
  version: z.number(),
  name: z.string(),
  /** For phones of its leads that come without a country; null: the office's. */
  defaultCountry: z.string().nullable(),
  isArchived: z.boolean(),
})
export type Brand = z.infer<typeof Brand>

const one = z.object({ id: BrandId })
const details = {
  name: z.string().trim().min(1).max(80),
  defaultCountry: CountryCode.nullable().default(null),
}
const taken = { BRAND_NAME_TAKEN: {} }

export const brands = {
  /** In the order in which they were made; archived ones too, for what carries them keeps them. */
  list: signedIn.output(z.array(Brand)),
  create: admins.input(one.extend(details)).output(Brand).errors(taken),
  update: admins
    .input(one.extend({ version: z.number(), ...details }))
    .output(Brand)
    .errors(taken),
  /** An archived brand is offered for nothing new. One that is connected to Meta is disconnected first. */
  setArchived: admins
    .input(one.extend({ isArchived: z.boolean() }))
    .output(Brand)
    .errors({ BRAND_CONNECTED: {} }),
}
