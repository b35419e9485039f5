import { and, desc, eq } from 'drizzle-orm'
import type { InboundTextId } from '#shared/domain/ids.ts'
import { type OutboundChannel, type OutboundId, type OutboxState, toOutboxProblem } from '#shared/domain/outbox.ts'
import { countSmsSegments, NETGSM_COUNTING } from '#shared/domain/sms-segments.ts'
import type { Db } from '../../src/main/db/database.ts'
import { inboundTexts } from '../../src/main/features/inbound-texts/schema.ts'
import { leadIdentities, leads } from '../../src/main/features/leads/schema.ts'
import { outbox } from '../../src/main/features/outbox/schema.ts'
import type { Random } from './random.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const ISTANBUL = 3 * HOUR
const PEOPLE = 60

/** How most of them ended, and some that people have to look at. */
const ENDS: readonly [OutboxState, number][] = [
  ['delivered', 80],
  ['sent', 8],
  ['failed', 6],
  ['cancelled', 3],
  ['expired', 2],
]

/** Eight a day between nine and five, backwards from now: nobody is reminded at night. */
function inOfficeHours(now: number, before: number): number {
  const midnight = Math.floor((now + ISTANBUL) / DAY) * DAY - ISTANBUL
  const day = midnight - Math.ceil(before / 8) * DAY
  return day + (17 - (before % 8)) * HOUR
}

/** What the office sent by SMS in the last days, with one that nobody knows the end of, and what was answered. */
export function writeOutbox(db: Db, random: Random, now: number): void {
  const people = db
    .select({ leadId: leads.id, name: leads.name, phone: leadIdentities.value })
    .from(leads)
    .innerJoin(leadIdentities, and(eq(leadIdentities.leadId, leads.id), eq(leadIdentities.kind, 'phone')))
    .where(and(eq(leads.countryCode, 'TR'), eq(leads.nameOrigin, 'person')))
    .orderBy(desc(leads.createdAt))
    .limit(PEOPLE)
    .all()
  for (const [index, { leadId, name, phone }] of people.toReversed().entries()) {
    const isUnknown = index === people.length - 3
    const state = isUnknown ? 'unknown' : random.weighted(ENDS)
    const at = inOfficeHours(now, people.length - index)
    const body = `Sayın ${name}, yarınki randevunuzu hatırlatmak isteriz. Görüşmek üzere.`
    const { segments } = countSmsSegments(body, NETGSM_COUNTING)
    const hasLeft = state === 'delivered' || state === 'sent' || state === 'failed'
    const kind =
      state === 'failed' ? random.pick(['phone-unreachable', 'recipient-invalid', 'opted-out'] as const) : null
    const channel: OutboundChannel = 'sms'
    db.insert(outbox)
      .values({
        ...{ id: `demo:${random.id(at)}` as OutboundId, channel, leadId, address: phone, body, state, attempts: 1 },
        ...{ causeKind: index % 4 === 0 ? 'manual' : 'reminder', causeId: `demo-${index}`, sender: 'netgsm' },
        problem: isUnknown
          ? toOutboxProblem('outcome-unknown', { sender: 'netgsm' })
          : kind && toOutboxProblem(kind, { sender: 'netgsm' }),
        ...{ triedAt: at, sentAt: hasLeft ? at + 900 : null, deliveredAt: state === 'delivered' ? at + 5_000 : null },
        ...(hasLeft ? { segments, costMicros: segments * 320_000, currency: 'TRY' } : {}),
        ...{ createdAt: at, updatedAt: at },
      })
      .run()
  }
  const answers = ['Teşekkürler, geliyorum.', 'Saat 15:00 olabilir mi?', 'Adresinizi yazar mısınız?']
  for (const [index, body] of answers.entries()) {
    const person = people[index * 2 + 1]
    if (!person) continue
    const receivedAt = now - (answers.length - index) * HOUR
    db.insert(inboundTexts)
      .values({
        ...{
          id: random.id<InboundTextId>(receivedAt),
          sender: 'netgsm',
          providerId: `demo-${index}`,
          channel: 'sms',
          leadId: person.leadId,
        },
        ...{ address: person.phone, body, isOptOut: false, receivedAt, createdAt: receivedAt },
        readAt: index === 0 ? receivedAt + 60_000 : null,
      })
      .run()
  }
}
