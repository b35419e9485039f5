import type { LeadSource } from '#shared/contract/leads.ts'
import type { ChannelAccountId, LeadId, StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { AdReferral } from '../channels/channel.ts'
import type { SettingsService } from '../settings/service.ts'
import { findLeadByIdentity, getLead, touchContact } from './lead-queries.ts'
import type { MergeConversations } from './merge.ts'
import { findOrCreatePerson, type PersonFound, type PersonSeen } from './people.ts'
import { advanceLead } from './stage-moves.ts'
import { recordAdReferral, recordFirstMessageTouch } from './touches.ts'

/**
 * What the conversations feature tells about people as messages come and go. Every method runs inside the caller's transaction,
 * so that a message and what it says about its person are one commit.
 */
export function createPeople({
  settings,
  mergeConversations,
}: {
  settings: SettingsService
  mergeConversations: MergeConversations
}) {
  return {
    findOrCreate(tx: Db, seen: PersonSeen, source: LeadSource, at: number, now: number): PersonFound {
      return findOrCreatePerson(tx, mergeConversations, seen, { source, locale: settings.current().locale, at, now })
    },

    /** Whether anybody in the office's records has this phone or LID. */
    isKnown(db: Db, phone: string | null, lid: string | null): boolean {
      return (
        (phone !== null && findLeadByIdentity(db, 'phone', phone) !== undefined) ||
        (lid !== null && findLeadByIdentity(db, 'whatsapp_lid', lid) !== undefined)
      )
    },

    recordFirstMessage(
      tx: Db,
      touch: { leadId: LeadId; accountId: ChannelAccountId; externalId: string; at: number; now: number },
    ): void {
      recordFirstMessageTouch(tx, touch)
    },

    recordAdReferral(
      tx: Db,
      touch: {
        leadId: LeadId
        accountId: ChannelAccountId
        externalId: string
        referral: AdReferral
        at: number
        now: number
      },
    ): boolean {
      return recordAdReferral(tx, touch)
    },

    noteInbound(tx: Db, leadId: LeadId, at: number): void {
      const lead = getLead(tx, leadId)
      touchContact(tx, leadId, {
        firstInboundAt: lead.firstInboundAt === null ? at : Math.min(lead.firstInboundAt, at),
        lastInboundAt: Math.max(lead.lastInboundAt ?? 0, at),
      })
    },

    /** A person of the office wrote to them and it left: the first one is the answer that is measured (row E27). */
    noteOutbound(tx: Db, leadId: LeadId, staffId: StaffId | null, at: number, now: number): { isFirstAnswer: boolean } {
      const lead = getLead(tx, leadId)
      const isFirstAnswer = !lead.firstMessageAnswered && lead.firstInboundAt !== null
      touchContact(tx, leadId, {
        lastOutboundAt: Math.max(lead.lastOutboundAt ?? 0, at),
        lastContactedAt: Math.max(lead.lastContactedAt ?? 0, at),
        ...(isFirstAnswer ? { firstMessageAnswered: true, firstAnsweredAt: at } : {}),
      })
      if (isFirstAnswer && settings.current().answeringMovesStage) {
        advanceLead(tx, leadId, { from: ['new', 'assigned'], to: 'contacted' }, staffId, now)
      }
      return { isFirstAnswer }
    },
  }
}
export type People = ReturnType<typeof createPeople>
