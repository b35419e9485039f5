import type { ConversationId, LeadId, MessageId, StaffId } from '#shared/domain/ids.ts'
import { type MessageStatus, previewOf } from '#shared/domain/message.ts'
import type { conversations, messages } from '../../src/main/features/conversations/schema.ts'
import type { Line } from './dialogue.ts'
import { HOUR, MINUTE, whenOpen } from './office-hours.ts'
import type { Random } from './random.ts'
import type { Story } from './story.ts'

export type MessageRow = typeof messages.$inferInsert
type ConversationRow = typeof conversations.$inferInsert

/** What everything of one conversation has in common. */
export interface ConversationKeys {
  readonly conversationId: ConversationId
  readonly leadId: LeadId
  readonly staffIds: readonly StaffId[]
  readonly now: number
}

/** Lines as the application would have stored them, oldest first. */
export function messageRows(random: Random, story: Story, keys: ConversationKeys): MessageRow[] {
  const { lines } = story
  const habits = { showsReceipts: random.chance(0.85), phoneIsOff: random.chance(0.02) }
  // A number that is on no WhatsApp: the first message to it says so, and no second one is tried.
  const isUnreachable = lines[0]?.from === 'office' && random.chance(0.12)
  const externalIds = lines.map(line => externalIdOf(random, line))
  return (isUnreachable ? lines.slice(0, 1) : lines).map((line, index) => {
    const sortAt = line.from === 'customer' ? Math.floor(line.at / 1_000) * 1_000 : line.at
    const outcome =
      line.from === 'customer'
        ? reading(random, lines, index, keys.now)
        : isUnreachable
          ? refusal()
          : delivery(random, line.at, lines[index + 1]?.at ?? null, keys.now, habits)
    return {
      id: random.id<MessageId>(line.at),
      conversationId: keys.conversationId,
      leadId: keys.leadId,
      channel: 'whatsapp',
      direction: line.from === 'customer' ? 'in' : 'out',
      kind: line.kind,
      body: line.body,
      externalId: externalIds[index] ?? '',
      quotedExternalId: line.quotes === null ? null : (externalIds[line.quotes] ?? null),
      sentBy: line.staff === null ? null : (keys.staffIds[line.staff] ?? null),
      isFromPhone: line.from === 'office' && line.staff === null,
      adReferral: index === 0 && story.ad ? { title: story.ad.title, sourceUrl: story.ad.sourceUrl } : null,
      sortAt,
      // Written in Santral, and handed on at once.
      queuedAt: line.staff === null ? null : line.at,
      triedAt: line.staff === null ? null : line.at,
      notifiedAt: line.from === 'customer' ? line.at : null,
      createdAt: line.at,
      updatedAt: Math.max(line.at, outcome.readAt ?? outcome.deliveredAt ?? line.at),
      ...outcome,
    }
  })
}

interface Outcome {
  readonly status: MessageStatus
  readonly sentAt: number | null
  readonly deliveredAt: number | null
  readonly readAt: number | null
  readonly error?: { reason: string; detail: string | null }
}

/** When the office saw a customer's message: at the latest when it answered. Some of the last hours nobody has seen yet. */
function reading(random: Random, lines: readonly Line[], index: number, now: number): Outcome {
  const { at } = lines[index] as Line
  const sentAt = Math.floor(at / 1_000) * 1_000
  const answeredAt = lines.find((line, place) => place > index && line.from === 'office')?.at ?? null
  const looksIn = whenOpen(at + random.delay(14 * MINUTE), random)
  const isUnseen = at > now - 6 * HOUR && random.chance(0.8)
  const readAt = answeredAt === null ? (isUnseen ? null : looksIn) : Math.min(answeredAt, looksIn)
  if (readAt === null || readAt > now) return { status: 'delivered', sentAt, deliveredAt: null, readAt: null }
  return { status: 'read', sentAt, deliveredAt: null, readAt }
}

/** What became of an answer: the server's tick within a second, the others when the customer's phone and eyes allow it. */
function delivery(
  random: Random,
  at: number,
  nextAt: number | null,
  now: number,
  { showsReceipts, phoneIsOff }: { showsReceipts: boolean; phoneIsOff: boolean },
): Outcome {
  const sentAt = Math.min(at + random.whole(300, 1_800), now)
  const deliveredAt = soonest(sentAt + random.delay(4_000), nextAt)
  const readAt = soonest(deliveredAt + random.delay(8 * MINUTE, 1.1), nextAt)
  if (phoneIsOff && nextAt === null) return { status: 'sent', sentAt, deliveredAt: null, readAt: null }
  if (deliveredAt > now) return { status: 'sent', sentAt, deliveredAt: null, readAt: null }
  if (!showsReceipts || readAt > now) return { status: 'delivered', sentAt, deliveredAt, readAt: null }
  return { status: 'read', sentAt, deliveredAt, readAt }
}

/** Whoever answers has read what they answer. */
function soonest(at: number, nextAt: number | null): number {
  return nextAt === null ? at : Math.min(at, nextAt)
}

function refusal(): Outcome {
  return {
    status: 'failed',
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    error: { reason: 'not-on-channel', detail: null },
  }
}

/** iPhones begin their ids with 3A, Android with AC, linked devices such as Santral with 3EB0. */
function externalIdOf(random: Random, line: Line): string {
  if (line.from === 'office' && line.staff !== null) return `3EB0${random.hex(18)}`
  return random.chance(0.5) ? `3A${random.hex(18)}` : `AC${random.hex(30)}`
}

/** The list row of a conversation, worked out from its messages as the application does it while they come and go. */
export function summaryOf(
  rows: readonly MessageRow[],
): Omit<ConversationRow, 'id' | 'leadId' | 'channelAccountId' | 'channel' | 'seq' | 'version'> {
  const last = rows.at(-1)
  const first = rows[0]
  if (!first || !last) throw new Error('A conversation without messages has no summary')
  const lastAnswerAt = rows.findLast(row => row.direction === 'out')?.sortAt ?? 0
  const read = rows.filter(row => row.direction === 'in' && row.readAt != null)
  return {
    unreadCount: rows.filter(row => row.direction === 'in' && row.readAt == null).length,
    lastMessageAt: last.sortAt,
    lastMessageId: last.id,
    lastMessagePreview: previewOf(last.body ?? ''),
    lastMessageKind: last.kind,
    lastMessageDirection: last.direction,
    lastMessageStatus: last.status,
    waitingSince: rows.find(row => row.direction === 'in' && row.sortAt > lastAnswerAt)?.sortAt ?? null,
    lastReadAt: read.at(-1)?.sortAt ?? null,
    createdAt: first.createdAt,
    updatedAt: last.updatedAt,
  }
}
