import { z } from 'zod'
import { QuickReplyId } from '../domain/ids.ts'
import { signedIn } from './procedure.ts'

/** A text that the whole office uses in chats (rows D28, E2): a template of the category `quick_reply`. */
export const QuickReply = z.object({
  id: QuickReplyId,
  version: z.number(),
  name: z.string(),
  /** Two letters, as of a lead's language. */
  language: z.string(),
  /** With placeholders: see `domain/quick-reply.ts`. */
  content: z.string(),
  usageCount: z.number(),
})
export type QuickReply = z.infer<typeof QuickReply>

const one = z.object({ id: QuickReplyId })
const details = {
  name: z.string().trim().min(1).max(80),
  language: z.string().regex(/^[a-z]{2,3}$/u),
  content: z.string().trim().min(1).max(4_000),
}

export const quickReplies = {
  /** The most used first. */
  list: signedIn.output(z.array(QuickReply)),
  create: signedIn.input(one.extend(details)).output(QuickReply),
  update: signedIn.input(one.extend({ version: z.number(), ...details })).output(QuickReply),
  remove: signedIn.input(one).output(z.void()),
  /** Takes back a removal, for a day. */
  restore: signedIn.input(one).output(QuickReply),
  /** Somebody has put it into a message. */
  noteUse: signedIn.input(one).output(z.void()),
}
