import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { type ConversationId, LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import { isNightAt, nextDaytime } from '#shared/domain/local-time.ts'
import { type Db, transact } from '../../db/database.ts'
import { defineJob, defineJobKind } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AutomaticMessages } from '../conversations/automatic-messages.ts'
import { messages } from '../conversations/schema.ts'
import { leads } from '../leads/schema.ts'
import type { SettingsService } from '../settings/service.ts'
import type { zonesOfLead as ZonesOfLead } from '../templates/template-facts.ts'
import { adGreetings } from './schema.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Nobody answers within the second: it would look like the machine that it is. */
const A_MOMENT = 8_000
/** A message that waited while the PC was off is old news; one that waits for the morning is not. */
const TOO_LATE = 14 * HOUR
const TRIED_EVERY = 5 * MINUTE

const greet = defineJobKind({ name: 'ads.greet', data: z.object({ leadId: LeadId }) })

/**
 * A word of welcome to whoever writes for the first time after clicking an ad (row A20): once for each person, by the office's own setting,
 * never at the customer's night, never after somebody has answered, and through the same queue as everything else that leaves.
 */
export function createAdGreetings({
  db,
  clock,
  jobs,
  settings,
  automatic,
  zonesOfLead,
}: {
  db: Db
  clock: Clock
  jobs: JobQueue
  settings: Pick<SettingsService, 'current'>
  automatic: Pick<AutomaticMessages, 'send' | 'wayInto'>
  zonesOfLead: typeof ZonesOfLead
}) {
  /** Nothing more is to be done for this person. */
  function end(tx: Db, leadId: LeadId, state: typeof adGreetings.$inferSelect.state): null {
    tx.update(adGreetings)
      .set({ state, updatedAt: clock.now() })
      .where(and(eq(adGreetings.leadId, leadId), eq(adGreetings.state, 'waiting')))
      .run()
    return null
  }

  /** Null: it may leave now. Of whom nothing is known is where the office is. */
  function endOfNight(tx: Db, leadId: LeadId): number | null {
    const { timeZone, ...night } = settings.current()
    const lead = tx.select().from(leads).where(eq(leads.id, leadId)).get()
    const known = lead ? zonesOfLead(tx, lead) : []
    const zones = known.length === 0 ? [timeZone] : known
    const now = clock.now()
    return isNightAt(zones, now, night) ? nextDaytime(zones, now, night) : null
  }

  function bodyFor(tx: Db, leadId: LeadId): string {
    const { adGreeting, defaultCountry, locale } = settings.current()
    const lead = tx.select().from(leads).where(eq(leads.id, leadId)).get()
    const language =
      lead?.language ?? (lead?.countryCode == null || lead.countryCode === defaultCountry ? locale : 'en')
    const text = language === 'tr' ? adGreeting.tr : adGreeting.en
    return text.trim() || adGreeting.tr.trim() || adGreeting.en.trim()
  }

  return {
    /** In the transaction that stores the message. */
    noteReferral(
      tx: Db,
      { leadId, conversationId, at }: { leadId: LeadId; conversationId: ConversationId; at: number },
    ) {
      const { greetsFromAds } = settings.current()
      if (!greetsFromAds || clock.now() - at > TOO_LATE || bodyFor(tx, leadId) === '') return
      const now = clock.now()
      const messageId = newId<MessageId>()
      const row = {
        leadId,
        conversationId,
        messageId,
        state: 'waiting' as const,
        cameAt: at,
        createdAt: now,
        updatedAt: now,
      }
      if (tx.insert(adGreetings).values(row).onConflictDoNothing().run().changes === 0) return
      jobs.enqueue(tx, greet, { leadId }, { key: leadId, runAt: now + A_MOMENT })
    },

    definition: defineJob({
      ...greet,
      run({ leadId }) {
        const again = transact(db, (tx): number | null => {
          const row = tx.select().from(adGreetings).where(eq(adGreetings.leadId, leadId)).get()
          if (row?.state !== 'waiting') return null
          const now = clock.now()
          const body = bodyFor(tx, leadId)
          if (!settings.current().greetsFromAds || body === '') return end(tx, leadId, 'off')
          const answered = tx
            .select({ id: messages.id })
            .from(messages)
            .where(and(eq(messages.conversationId, row.conversationId), eq(messages.direction, 'out')))
            .limit(1)
            .get()
          if (answered) return end(tx, leadId, 'answered')
          if (now - row.cameAt > TOO_LATE) return end(tx, leadId, 'late')
          const morning = endOfNight(tx, leadId)
          if (morning !== null) return morning
          const way = automatic.wayInto(tx, row.conversationId)
          if (way === null) return end(tx, leadId, 'unreachable')
          if (!way.isConnected) return now + TRIED_EVERY
          automatic.send(tx, null, way.conversation, { id: row.messageId, body, quotedId: null })
          return end(tx, leadId, 'sent')
        })
        if (again !== null) throw new RetryAt(again, 'waiting')
      },
    }),
  }
}
