import { and, count, eq, gte, inArray, lt, max, min, sql } from 'drizzle-orm'
import type { NumberHealth } from '#shared/contract/channel-accounts.ts'
import type { ChannelAccountId, ConversationId } from '#shared/domain/ids.ts'
import type { LinkState } from '#shared/domain/link-state.ts'
import { minuteOfDayIn } from '#shared/domain/notice-rules.ts'
import { type HealthFacts, judgeHealth, newChatLimitOf, REACH_OUT_REST } from '#shared/domain/number-health.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { conversations, messages } from '../conversations/schema.ts'
import type { SettingsService } from '../settings/service.ts'
import { type ChannelAccountRow, findAccount } from './queries.ts'
import { linkEvents } from './schema.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** A message counts when it leaves, which is at most this long after it was written: by that a list of chats is cut off. */
const LONGEST_WAIT = DAY

/** What WhatsApp itself refused: what expired or was never tried says nothing of the number. */
const REFUSALS = ['not-on-channel', 'reach-out-locked', 'stale-session', 'rate-limited', 'blocked', 'provider']

/** Was it we who began the conversation, and has that message left? Its very first message says so. */
const hasLeft = sql`m.status in ('sent', 'delivered', 'read')`
const isBegunByUs = sql`exists (select 1 from messages m where m.seq = (
    select f.seq from messages f where f.conversation_id = ${conversations.id} and f.status <> 'failed'
    order by f.sort_at, f.seq limit 1)
  and m.direction = 'out' and not m.is_imported and ${hasLeft}`
const isAnswered = sql`exists (select 1 from messages a where a.conversation_id = ${conversations.id} and a.direction = 'in')`

/** How a linked number stands with WhatsApp, from our own rows; and whether it may begin another chat today. */
export function createNumberHealth({
  db,
  clock,
  settings,
  stateOf,
}: {
  db: Db
  clock: Clock
  settings: Pick<SettingsService, 'current'>
  stateOf: (id: ChannelAccountId) => LinkState
}) {
  /** Midnight by the office's clock. */
  function startOfDay(): number {
    const now = clock.now()
    return Math.floor(now / MINUTE) * MINUTE - minuteOfDayIn(settings.current().timeZone, now) * MINUTE
  }

  function countBegun(id: ChannelAccountId, since: number, onlyAnswered = false): number {
    const begun = sql`${isBegunByUs} and coalesce(m.sent_at, m.sort_at) >= ${since})`
    const found = db
      .select({ count: count() })
      .from(conversations)
      .where(
        and(
          eq(conversations.channelAccountId, id),
          gte(conversations.lastMessageAt, since - LONGEST_WAIT),
          begun,
          onlyAnswered ? isAnswered : undefined,
        ),
      )
      .get()
    return found?.count ?? 0
  }

  function countSent(id: ChannelAccountId, since: number): { sent: number; failed: number } {
    const reason = sql<string>`json_extract(${messages.error}, '$.reason')`
    const found = db
      .select({
        sent: sql<number>`count(*) filter (where ${messages.status} in ('sent', 'delivered', 'read'))`,
        failed: sql<number>`count(*) filter (where ${messages.status} = 'failed' and ${inArray(reason, REFUSALS)})`,
      })
      .from(conversations)
      .innerJoin(messages, eq(messages.conversationId, conversations.id))
      .where(
        and(
          eq(conversations.channelAccountId, id),
          gte(conversations.lastMessageAt, since - LONGEST_WAIT),
          sql`case ${messages.status} when 'failed' then ${messages.updatedAt} else coalesce(${messages.sentAt}, ${messages.sortAt}) end >= ${since}`,
          eq(messages.direction, 'out'),
        ),
      )
      .get()
    return { sent: found?.sent ?? 0, failed: found?.failed ?? 0 }
  }

  /** What WhatsApp says, where that is newer than its last refusal. */
  function findLockEnd(id: ChannelAccountId): number | null {
    const now = clock.now()
    const account = findAccount(db, id)
    const refusedAt = db
      .select({ at: max(messages.updatedAt) })
      .from(conversations)
      .innerJoin(messages, eq(messages.conversationId, conversations.id))
      .where(
        and(
          eq(conversations.channelAccountId, id),
          gte(conversations.lastMessageAt, now - 2 * REACH_OUT_REST),
          gte(messages.updatedAt, now - REACH_OUT_REST),
          eq(messages.direction, 'out'),
          eq(messages.status, 'failed'),
          sql`json_extract(${messages.error}, '$.reason') = 'reach-out-locked'`,
        ),
      )
      .get()?.at
    const toldAt = account?.reachOutToldAt ?? null
    if (refusedAt && (toldAt === null || toldAt < refusedAt)) return refusedAt + REACH_OUT_REST
    const lockedUntil = account?.reachOutLockedUntil ?? null
    return lockedUntil !== null && lockedUntil > now ? lockedUntil : null
  }

  function countEvents(id: ChannelAccountId, since: number): number {
    const lost = and(eq(linkEvents.channelAccountId, id), gte(linkEvents.at, since), eq(linkEvents.kind, 'lost'))
    return db.select({ count: count() }).from(linkEvents).where(lost).get()?.count ?? 0
  }

  function limitOf(id: ChannelAccountId): number {
    const account = findAccount(db, id)
    if (!account) throw notFound('channelAccount')
    const connected = and(eq(linkEvents.channelAccountId, id), eq(linkEvents.kind, 'connected'))
    const linkedSince =
      db
        .select({ at: min(linkEvents.at) })
        .from(linkEvents)
        .where(connected)
        .get()?.at ?? null
    const limit = newChatLimitOf(account.numberAge, linkedSince, clock.now())
    return Math.min(limit, capOf(id, account))
  }

  /** Today's share of what WhatsApp itself lets the number begin. */
  function capOf(id: ChannelAccountId, { newChatsLeft, newChatsLeftUntil, newChatsToldAt }: ChannelAccountRow): number {
    const isOver = newChatsLeftUntil !== null && newChatsLeftUntil <= clock.now()
    if (newChatsLeft === null || newChatsToldAt === null || isOver) return Number.POSITIVE_INFINITY
    const begunToday = countBegun(id, startOfDay())
    return begunToday + Math.max(0, newChatsLeft - countBegun(id, newChatsToldAt))
  }

  return {
    async health(id: ChannelAccountId): Promise<NumberHealth> {
      const today = startOfDay()
      const week = clock.now() - 7 * DAY
      const { sent, failed } = countSent(id, today)
      const facts: HealthFacts = {
        isEnded: stateOf(id).kind === 'ended',
        reachOutLockedUntil: findLockEnd(id),
        sentToday: sent,
        failedToday: failed,
        newChatsToday: countBegun(id, today),
        newChatLimit: limitOf(id),
        begunThisWeek: countBegun(id, week),
        answeredThisWeek: countBegun(id, week, true),
        disconnectsToday: countEvents(id, today),
      }
      const { sentToday, newChatsToday, newChatLimit, disconnectsToday, reachOutLockedUntil } = facts
      const numbers = { sentToday, newChatsToday, newChatLimit, disconnectsToday, reachOutLockedUntil }
      return { ...judgeHealth(facts), ...numbers, age: findAccount(db, id)?.numberAge ?? null }
    },

    /** Until when a message that would begin a chat has to wait; null when it may go, or begins none. */
    waitForNewChat(id: ChannelAccountId, conversationId: ConversationId): number | null {
      const talked = and(eq(messages.conversationId, conversationId), lt(messages.createdAt, clock.now() + 1))
      const isBegun = db
        .select({ seq: messages.seq })
        .from(messages)
        .where(and(talked, sql`(${messages.direction} = 'in' or ${messages.status} in ('sent', 'delivered', 'read'))`))
        .limit(1)
        .get()
      if (isBegun) return null
      const lockedUntil = findLockEnd(id)
      if (lockedUntil !== null) return lockedUntil
      const today = startOfDay()
      return countBegun(id, today) < limitOf(id) ? null : today + DAY
    },
  }
}
