import { z } from 'zod'
import { OutboundChannel, OutboxProblem, SenderKind } from '../domain/outbox.ts'
import { SegmentCost, SenderCheck, SenderSettings } from '../domain/sender-settings.ts'
import { admins, managers, signedIn } from './procedure.ts'

/** A way out that is set up. No password is in here, and none ever comes out. */
export const SenderCard = z.object({
  kind: SenderKind,
  version: z.number(),
  settings: SenderSettings,
  hasSecret: z.boolean(),
  /** Of several for the same channel, this one is used. */
  isChosen: z.boolean(),
  segmentCost: SegmentCost.nullable(),
  /** Of the office's own set-up, as the last attempt found it. */
  problem: OutboxProblem.nullable(),
  checkedAt: z.number().nullable(),
  /** Something was sent with it since it was set up. */
  lastSentAt: z.number().nullable(),
})
export type SenderCard = z.infer<typeof SenderCard>

const kind = z.object({ kind: SenderKind })
const refused = { SENDER_REFUSED: { data: z.object({ problem: OutboxProblem }) } }

export const senders = {
  list: managers.output(z.array(SenderCard)),
  /** Which channels somebody carries, and how an SMS is counted there: for whoever writes one. */
  channels: signedIn.output(
    z.array(z.object({ channel: OutboundChannel, sender: SenderKind, segmentCost: SegmentCost.nullable() })),
  ),
  /** Sets it up, or changes it. `version` null where there is none yet; `secret` null keeps the one that is there. */
  save: admins
    .input(
      z.object({
        settings: SenderSettings,
        version: z.number().nullable(),
        secret: z
          .string()
          .min(1)
          .max(500)
          .regex(/^[^\r\n]+$/u)
          .nullable(),
        segmentCost: SegmentCost.nullable().default(null),
      }),
    )
    .output(SenderCard)
    .errors({ SECRET_NEEDED: {} }),
  /** Uses this one for its channels, and no other. */
  choose: admins.input(kind).output(z.array(SenderCard)),
  /** Asks the provider about everything that has to be right, one thing after another (row E42). Nothing is sent. */
  check: managers.input(kind).output(z.object({ at: z.number(), checks: z.array(SenderCheck) })),
  /** One message to oneself, now. Where even its outcome is unknown, that is the answer. */
  sendTest: admins
    .input(
      z.object({
        kind: SenderKind,
        channel: OutboundChannel,
        to: z
          .string()
          .trim()
          .min(3)
          .max(200)
          .regex(/^(?:\+[1-9]\d{6,14}|[^\s@]+@[^\s@]+\.[^\s@]+)$/u),
      }),
    )
    .output(z.object({ isSent: z.boolean(), at: z.number() }))
    .errors(refused),
  /** Brings Twilio's WhatsApp templates, with what WhatsApp says of each, among the office's own (row E41). */
  fetchTemplates: admins
    .input(z.object({}))
    .output(z.object({ found: z.number(), changed: z.number() }))
    .errors(refused),
  /** Forgets it with its secret. What was sent stays in the outbox. */
  remove: admins.input(kind).output(z.array(SenderCard)),
}
