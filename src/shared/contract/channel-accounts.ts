import { z } from 'zod'
import { ChannelAccountId } from '../domain/ids.ts'
import { LinkState } from '../domain/link-state.ts'
import { Channel } from '../domain/message.ts'
import { HealthLight, HealthReason, NumberAge } from '../domain/number-health.ts'
import { admins, signedIn } from './procedure.ts'

/** One linked number (or, later, one sender of another provider). */
export const ChannelAccount = z.object({
  id: ChannelAccountId,
  version: z.number(),
  channel: Channel,
  provider: z.enum(['whatsapp-link']),
  name: z.string(),
  /** E.164, once it has been linked. */
  phoneNumber: z.string().nullable(),
  link: LinkState,
  /** Messages waiting to be sent through it. */
  queuedCount: z.number(),
  createdAt: z.number(),
})
export type ChannelAccount = z.infer<typeof ChannelAccount>

/** Counted from the office's own rows, by the office's day. */
export const NumberHealth = z.object({
  light: HealthLight,
  /** The worst first. */
  reasons: z.array(HealthReason),
  sentToday: z.number(),
  newChatsToday: z.number(),
  newChatLimit: z.number(),
  /** How many people who never wrote may still be written to today. */
  canStillStart: z.number(),
  /** From 0 to 1; null while too few were sent to speak of a rate. */
  failedRate: z.number().nullable(),
  replyRate: z.number().nullable(),
  disconnectsToday: z.number(),
  reachOutLockedUntil: z.number().nullable(),
  age: NumberAge.nullable(),
})
export type NumberHealth = z.infer<typeof NumberHealth>

const one = z.object({ id: ChannelAccountId })
const name = z.string().trim().min(1).max(60)

export const channelAccounts = {
  list: signedIn.output(z.array(ChannelAccount)),
  create: admins.input(z.object({ id: ChannelAccountId, name })).output(ChannelAccount),
  rename: admins.input(z.object({ id: ChannelAccountId, version: z.number(), name })).output(ChannelAccount),
  /** How the number stands with WhatsApp (row G3). */
  health: signedIn.input(one).output(NumberHealth),
  setAge: admins.input(one.extend({ age: NumberAge })).output(ChannelAccount),
  /** Starts linking. The QR or the code is then part of the account's link state, renewed by `link.changed`. */
  startLinking: admins
    .input(
      z.object({
        id: ChannelAccountId,
        method: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('qr') }),
          z.object({ kind: z.literal('code'), phoneNumber: z.string().max(40) }),
        ]),
      }),
    )
    .output(ChannelAccount)
    .errors({ INVALID_PHONE: {}, ALREADY_LINKED: {} }),
  cancelLinking: admins.input(one).output(ChannelAccount),
  /** Tries at once instead of waiting for the next attempt; also takes the session back after "opened elsewhere". */
  reconnect: signedIn.input(one).output(ChannelAccount),
  /** Logs out on WhatsApp and wipes the keys. Chats and leads stay. */
  unlink: admins.input(one).output(ChannelAccount),
  /** Only an unlinked account without conversations can go. */
  remove: admins
    .input(one)
    .output(z.void())
    .errors({ ACCOUNT_IN_USE: { data: z.object({ conversations: z.number() }) } }),
}
