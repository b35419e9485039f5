import { z } from 'zod'
import { InboundTextId, LeadId } from '../domain/ids.ts'
import { OutboundChannel, SenderKind } from '../domain/outbox.ts'
import { Cursor, ownLeads, PageSize, page } from './procedure.ts'

/** What somebody wrote to the office by SMS, or by official WhatsApp. */
export const InboundText = z.object({
  id: InboundTextId,
  channel: OutboundChannel,
  sender: SenderKind,
  /** Null where the address is no phone: a short number, a name. Those are for managers only. */
  leadId: LeadId.nullable(),
  leadName: z.string().nullable(),
  address: z.string(),
  body: z.string(),
  receivedAt: z.number(),
  isRead: z.boolean(),
  /** They asked for no more, and the ledger knows. */
  isOptOut: z.boolean(),
})
export type InboundText = z.infer<typeof InboundText>

export const inboundTexts = {
  /** The newest first. */
  list: ownLeads
    .input(
      z.object({
        leadId: LeadId.nullable().default(null),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(50),
      }),
    )
    .output(page(InboundText)),
  counts: ownLeads.output(z.object({ unread: z.number() })),
  markRead: ownLeads.input(z.object({ id: InboundTextId, isRead: z.boolean() })).output(z.void()),
}
