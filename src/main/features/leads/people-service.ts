import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import { createLogger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SettingsService } from '../settings/service.ts'
import { findLeadByIdentity, getLead, noteInboundAt, touchContact } from './lead-queries.ts'
import type { MergeConversations } from './merge.ts'
import { findOrCreatePerson, type PersonFound, type PersonSeen } from './people.ts'
import { advanceLead } from './stage-moves.ts'
import { recordAdReferral, recordFirstMessage } from './touches.ts'

const log = createLogger('leads')

/**
 * What the conversations feature tells about people as messages come and go. Every method runs inside the caller's transaction,
 * so that a message and what it says about its person are one commit.
 */
export function createPeople({
  clock,
  settings,
  mergeConversations,
  onAnswered,
}: {
  clock: Clock
  settings: Pick<SettingsService, 'current'>
  mergeConversations: MergeConversations
  /** A person of the office wrote to them, and it left. */
  onAnswered?: (tx: Db, leadId: LeadId, staffId: StaffId | null, at: number) => void
}) {
  const world = { clock, mergeConversations }
  return {
    findOrCreate(
      tx: Db,
      seen: PersonSeen,
      how: { source: LeadSource; at: number; correspondent?: LeadId | null },
    ): PersonFound {
      const found = findOrCreatePerson(tx, world, seen, { ...how, locale: settings.current().locale })
      if (found.isNew || found.merged !== null) {
        const facts = {
          leadId: found.leadId,
          source: how.source,
          hasPhone: seen.phone !== null,
          hasLid: seen.lid !== null,
        }
        afterCommit(tx, () =>
          log.debug(
            { ...facts, absorbed: found.merged?.leadId },
            found.isNew ? 'a lead came' : 'two leads are one person',
          ),
        )
      }
      return found
    },

    /** Whether anybody in the office's records has this phone or LID. */
    isKnown(db: Db, phone: string | null, lid: string | null): boolean {
      return (
        (phone !== null && findLeadByIdentity(db, 'phone', phone) !== undefined) ||
        (lid !== null && findLeadByIdentity(db, 'whatsapp_lid', lid) !== undefined)
      )
    },

    recordFirstMessage,
    recordAdReferral,

    noteInbound: noteInboundAt,

    /**
     * A person of the office wrote to them and it left: the first one is the answer that is measured (row E27), also when it is
     * told after a later one.
     */
    noteOutbound(tx: Db, leadId: LeadId, staffId: StaffId | null, at: number): { isFirstAnswer: boolean } {
      const lead = getLead(tx, leadId)
      const { firstInboundAt, firstAnsweredAt } = lead
      const isAnswer = firstInboundAt !== null && firstInboundAt <= at
      const isFirstAnswer = isAnswer && !lead.firstMessageAnswered
      const isEarlierAnswer = isAnswer && firstAnsweredAt !== null && at < firstAnsweredAt
      touchContact(tx, leadId, {
        ...lastOutbound(lead, at),
        ...(isFirstAnswer || isEarlierAnswer ? { firstMessageAnswered: true, firstAnsweredAt: at } : {}),
      })
      onAnswered?.(tx, leadId, staffId, at)
      if (isFirstAnswer && settings.current().answeringMovesStage) {
        advanceLead(tx, leadId, { from: ['new', 'assigned'], to: 'contacted' }, staffId, clock.now())
      }
      return { isFirstAnswer }
    },

    /**
     * What was said before this PC was linked, in whatever order it is told. Somebody who was answered then is no new case; when
     * that first answer was is not known, so that it does not stand in any figure, and nothing moves by it.
     */
    noteHistory(tx: Db, leadId: LeadId, direction: 'in' | 'out', at: number): void {
      const lead = getLead(tx, leadId)
      const firstInboundAt = direction === 'in' ? Math.min(lead.firstInboundAt ?? at, at) : lead.firstInboundAt
      const outbound = direction === 'out' ? lastOutbound(lead, at) : {}
      const lastOutboundAt = outbound.lastOutboundAt ?? lead.lastOutboundAt
      const wasAnswered = firstInboundAt !== null && lastOutboundAt !== null && firstInboundAt < lastOutboundAt
      touchContact(tx, leadId, {
        ...outbound,
        firstInboundAt,
        ...(direction === 'in' ? { lastInboundAt: Math.max(lead.lastInboundAt ?? at, at) } : {}),
        firstMessageAnswered: lead.firstMessageAnswered || wasAnswered,
      })
    },
  }
}
export type People = ReturnType<typeof createPeople>

function lastOutbound(
  lead: { lastOutboundAt: number | null; lastContactedAt: number | null },
  at: number,
): { lastOutboundAt?: number; lastContactedAt?: number } {
  return {
    lastOutboundAt: Math.max(lead.lastOutboundAt ?? at, at),
    lastContactedAt: Math.max(lead.lastContactedAt ?? at, at),
  }
}
