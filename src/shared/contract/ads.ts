import { z } from 'zod'
import { LeadId, MessageId } from '../domain/ids.ts'
import { ownLeads } from './procedure.ts'

const Named = z.object({ id: z.string(), name: z.string().nullable() })

/** One click on an ad that led to a message (rows A18 and A19): what was clicked, and where that stands at Meta. */
export const AdClick = z.object({
  id: z.string(),
  /** The message that it brought; null where that is not among those of this person any more. */
  messageId: MessageId.nullable(),
  title: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  /** A small picture of it, as an address that holds it. */
  pictureUrl: z.string().nullable(),
  /** As Meta calls them now, where their account was read; else as they were called then, or not at all. */
  ad: Named.nullable(),
  adSet: Named.nullable(),
  campaign: Named.nullable(),
  happenedAt: z.number(),
})
export type AdClick = z.infer<typeof AdClick>

export const ads = {
  /** The newest first. What an ad cost is for managers; which one brought somebody is for whoever talks to them. */
  ofLead: ownLeads.input(z.object({ leadId: LeadId })).output(z.array(AdClick)),
}
