import { z } from 'zod'
import { LeadId, TagId } from '../domain/ids.ts'
import { managers, ownLeads, signedIn } from './procedure.ts'
import { StageColor } from './stages.ts'

/** A word that the office hangs on its leads. */
export const Tag = z.object({ id: TagId, version: z.number(), name: z.string(), color: StageColor })
export type Tag = z.infer<typeof Tag>

const one = z.object({ id: TagId })
const details = { name: z.string().trim().min(1).max(40), color: StageColor }
const hanging = z.object({ leadId: LeadId, tagId: TagId })

/** Another tag is called so already, in whatever case and with whatever marks. */
const TAG_NAME_TAKEN = { data: z.object({ tagId: TagId, name: z.string() }) }

export const tags = {
  /** From A to Z. */
  list: signedIn.output(z.array(Tag)),
  /** On how many leads each hangs. */
  counts: managers.output(z.array(z.object({ tagId: TagId, leads: z.number() }))),
  /** Whoever works with leads may need a new word: where it is there already, that one is the answer. */
  create: signedIn.input(one.extend(details)).output(Tag),
  update: managers
    .input(one.extend({ version: z.number(), ...details }))
    .output(Tag)
    .errors({ TAG_NAME_TAKEN }),
  /** Whoever carries the one carries the other from now on. */
  merge: managers.input(z.object({ keepId: TagId, absorbId: TagId })).output(Tag),
  remove: managers.input(one).output(z.void()),
  hang: ownLeads.input(hanging).output(z.void()),
  takeOff: ownLeads.input(hanging).output(z.void()),
}
