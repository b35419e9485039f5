import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { contract } from '#shared/contract/index.ts'
import type { LeadCount, LeadFilter, LeadOrigins } from '#shared/contract/lead-filter.ts'
import type { Interaction, Lead, LeadStats, LeadSummary, TimelinePart } from '#shared/contract/leads.ts'
import { type InteractionId, type LeadId, newId, type StaffId, type StageId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import { countryOfPhone, toE164 } from '#shared/domain/phone-number.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents, OwnerBefore } from '../../events/app-events.ts'
import { createLogger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { contentHash, recordAudit } from '../audit/audit.ts'
import type { SettingsService } from '../settings/service.ts'
import { staff } from '../staff/schema.ts'
import type { AssignNewLead } from './assign-new-lead.ts'
import { addIdentity, refreshSearchText, removeIdentity } from './identities.ts'
import { findInteraction, listInteractions, recordInteraction, toInteraction } from './interactions.ts'
import { countLeads, type LeadListQuery, listPlaces, readListed } from './lead-list.ts'
import { listCities, listOrigins } from './lead-origins.sql.ts'
import {
  averageFirstAnswer,
  countLeadsByOutcome,
  findLead,
  findLeadByIdentity,
  getLead,
  getVisibleLead,
  type LeadRow,
  listIdentities,
  updateLead,
} from './lead-queries.ts'
import { listUndoable } from './merge-queries.ts'
import type { LeadReader } from './read-lead.ts'
import { leads, leadTouches } from './schema.ts'
import { advanceLead, findStage, findStartingStage, moveLeadToStage } from './stage-moves.ts'
import { toLeadSummary } from './to-lead.ts'
import { maySeeLeadsOf } from './visibility.ts'

type Input<Name extends 'create' | 'update'> = z.infer<
  (typeof contract.leads)[Name]['~orpc']['inputSchema'] & z.ZodType
>

interface Details {
  name: string
  phoneNumber: string | null
  email: string | null
  countryCode: string | null
  language: string | null
  city: string | null
  timeZone?: string | null | undefined
}

/** Thirty days: long enough to be calm, short enough to show that something got better. */
const FIRST_ANSWERS_OF = 30 * 24 * 3_600_000

const log = createLogger('leads')

export function createLeadService({
  db,
  clock,
  events,
  settings,
  readLead,
  forgetMessages,
  raiseNewLead,
  assignNewLead,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: SettingsService
  readLead: LeadReader
  /** What other features keep of a lead outside their rows goes in the same transaction as the lead. */
  forgetMessages: (tx: Db, leadId: LeadId) => void
  /** Somebody was written down whom nobody has in hand. */
  raiseNewLead?: (tx: Db, leadId: LeadId, source: LeadSource) => void
  /** Whose somebody becomes who was entered by nobody who keeps them. */
  assignNewLead?: AssignNewLead
}) {
  const momentOf = () => ({ now: clock.now(), timeZone: settings.current().timeZone })

  function announce(
    tx: Db,
    type: 'lead.created' | 'lead.changed' | 'lead.deleted',
    leadId: LeadId,
    before?: OwnerBefore,
  ): void {
    afterCommit(tx, () => events.publish({ type, leadId }, before))
  }

  /** The phone that was typed, in E.164 and free, or null when none was typed. */
  function parsePhone(tx: Db, viewer: Viewer, typed: string | null, ownLeadId: LeadId): string | null {
    if (typed === null || typed === '') return null
    const phone = toE164(typed, settings.current().defaultCountry)
    if (phone === null) {
      log.debug({ leadId: ownLeadId, length: typed.length }, 'a number cannot be read')
      throw new DomainError('INVALID_PHONE')
    }
    const holder = findLeadByIdentity(tx, 'phone', phone)
    if (holder && holder.id !== ownLeadId) {
      // Whoever may not see the other lead learns that the number is taken, and not by whom.
      const isVisible = maySeeLeadsOf(viewer, holder.ownerId)
      log.debug({ leadId: ownLeadId, holderId: holder.id, isVisible }, 'a number belongs to another lead')
      throw new DomainError(
        'PHONE_TAKEN',
        isVisible ? { leadId: holder.id, name: holder.name } : { leadId: null, name: '' },
      )
    }
    return phone
  }

  function setIdentity(tx: Db, leadId: LeadId, kind: 'phone' | 'email', value: string | null, now: number): void {
    const current = listIdentities(tx, leadId).find(identity => identity.kind === kind)?.value ?? null
    if (current === value) return
    if (current !== null) removeIdentity(tx, leadId, kind, current)
    if (value !== null) addIdentity(tx, leadId, kind, value, now)
  }

  function saveDetails(tx: Db, leadId: LeadId, details: Details, phone: string | null, now: number): void {
    const { name, countryCode, language, city, timeZone } = details
    const country = countryCode ?? (phone ? countryOfPhone(phone) : null)
    updateLead(
      tx,
      leadId,
      {
        name,
        nameOrigin: 'person',
        countryCode: country,
        language,
        city,
        ...(timeZone === undefined ? {} : { timeZone }),
        isUnregistered: false,
      },
      now,
    )
    setIdentity(tx, leadId, 'phone', phone, now)
    setIdentity(tx, leadId, 'email', details.email?.toLowerCase() ?? null, now)
    refreshSearchText(tx, leadId)
  }

  /** Null gives it back to the pool. Inside the caller's transaction. */
  function assignWithin(tx: Db, viewer: Viewer, id: LeadId, ownerId: StaffId | null): void {
    const before = getVisibleLead(tx, viewer, id)
    if (before.ownerId === ownerId) return
    const to = ownerId === null ? null : tx.select().from(staff).where(eq(staff.id, ownerId)).get()
    if (ownerId !== null && !to?.isActive) throw notFound('staff')
    const now = clock.now()
    updateLead(tx, id, { ownerId }, now)
    recordInteraction(tx, {
      leadId: id,
      staffId: viewer.id,
      kind: 'assignment',
      data: { fromStaffId: before.ownerId, toStaffId: ownerId, toName: to?.name ?? null },
      at: now,
    })
    if (ownerId !== null && settings.current().assigningMovesStage) {
      advanceLead(tx, id, { from: ['new'], to: 'assigned' }, viewer.id, now)
    }
    recordAudit(tx, clock, {
      staffId: viewer.id,
      action: 'lead.assigned',
      subjectKind: 'lead',
      subjectId: id,
      before: { ownerId: before.ownerId },
      after: { ownerId },
    })
    announce(tx, 'lead.changed', id, { ownerId: before.ownerId })
    afterCommit(tx, () => log.debug({ leadId: id, from: before.ownerId, to: ownerId }, 'a lead was assigned'))
  }

  return {
    async list(
      viewer: Viewer,
      query: LeadListQuery & { limit: number },
    ): Promise<{ items: LeadSummary[]; nextCursor: string | null }> {
      const { places, nextCursor } = listPlaces(db, viewer, query, momentOf(), query.limit)
      return { items: readListed(db, places).map(toLeadSummary), nextCursor }
    },

    async count(viewer: Viewer, filter: LeadFilter): Promise<LeadCount> {
      return countLeads(db, viewer, filter, momentOf())
    },

    async cities(countryCode: string): Promise<string[]> {
      return listCities(db, countryCode)
    },

    async origins(): Promise<LeadOrigins> {
      return listOrigins(db)
    },

    async stats(viewer: Viewer): Promise<LeadStats> {
      const firstAnswer = averageFirstAnswer(db, viewer, clock.now() - FIRST_ANSWERS_OF)
      const stats = { total: 0, new: 0, assigned: 0, contacted: 0, converted: 0, rejected: 0, firstAnswer }
      for (const { outcome, leads: counted } of countLeadsByOutcome(db, viewer)) {
        stats[outcome] += counted
        stats.total += counted
      }
      return stats
    },

    async get(viewer: Viewer, id: LeadId): Promise<Lead> {
      getVisibleLead(db, viewer, id)
      return readLead(id)
    },

    async create(viewer: Viewer, input: Input<'create'>): Promise<Lead> {
      transact(db, tx => {
        // The page makes the id: asking again after a lost answer finds the lead that is there already.
        if (findLead(tx, input.id)) return void getVisibleLead(tx, viewer, input.id)
        const now = clock.now()
        const phone = parsePhone(tx, viewer, input.phoneNumber, input.id)
        if (input.stageId !== null && !findStage(tx, input.stageId)) throw notFound('stage')
        tx.insert(leads)
          .values({
            id: input.id,
            name: input.name,
            nameOrigin: 'person',
            stageId: input.stageId ?? findStartingStage(tx),
            // A consultant who enters somebody has them in hand already.
            ownerId: viewer.role === 'consultant' ? viewer.id : null,
            source: input.source,
            createdAt: now,
            updatedAt: now,
          })
          .run()
        saveDetails(tx, input.id, input, phone, now)
        tx.insert(leadTouches)
          .values({
            id: newId(),
            leadId: input.id,
            kind: 'manual',
            source: input.source,
            happenedAt: now,
            createdAt: now,
          })
          .run()
        recordInteraction(tx, {
          leadId: input.id,
          staffId: viewer.id,
          kind: 'created',
          data: { source: input.source },
          at: now,
        })
        recordAudit(tx, clock, { staffId: viewer.id, action: 'lead.created', subjectKind: 'lead', subjectId: input.id })
        assignNewLead?.(tx, input.id)
        announce(tx, 'lead.created', input.id)
        if (viewer.role !== 'consultant') raiseNewLead?.(tx, input.id, input.source)
        afterCommit(tx, () => log.debug({ leadId: input.id, source: input.source }, 'a lead was entered'))
      })
      return readLead(input.id)
    },

    async update(viewer: Viewer, input: Input<'update'>): Promise<Lead> {
      transact(db, tx => {
        const before = getVisibleLead(tx, viewer, input.id)
        if (before.version !== input.version) throw staleEdit('lead', before.version)
        const beforeHash = hashOf(tx, before)
        const phone = parsePhone(tx, viewer, input.phoneNumber, input.id)
        saveDetails(tx, input.id, input, phone, clock.now())
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: 'lead.edited',
          subjectKind: 'lead',
          subjectId: input.id,
          before: { contentHash: beforeHash },
          after: { contentHash: hashOf(tx, getLead(tx, input.id)) },
        })
        announce(tx, 'lead.changed', input.id)
      })
      return readLead(input.id)
    },

    async moveToStage(viewer: Viewer, id: LeadId, stageId: StageId, reason: string | null = null): Promise<Lead> {
      transact(db, tx => {
        const before = getVisibleLead(tx, viewer, id)
        const words = reason === '' ? null : reason
        const isReasonMissing = words === null && settings.current().requiresRejectionReason
        if (isReasonMissing && before.stageId !== stageId && findStage(tx, stageId)?.outcome === 'rejected') {
          throw new DomainError('REASON_REQUIRED')
        }
        if (!moveLeadToStage(tx, id, stageId, viewer.id, clock.now(), words)) return
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: 'lead.moved',
          subjectKind: 'lead',
          subjectId: id,
          before: { stageId: before.stageId },
          after: { stageId },
        })
        announce(tx, 'lead.changed', id)
        afterCommit(tx, () => log.debug({ leadId: id, from: before.stageId, to: stageId }, 'a lead was moved'))
      })
      return readLead(id)
    },

    async assign(viewer: Viewer, id: LeadId, ownerId: StaffId | null): Promise<Lead> {
      transact(db, tx => assignWithin(tx, viewer, id, ownerId))
      return readLead(id)
    },

    assignWithin,

    async addNote(
      viewer: Viewer,
      note: { id: InteractionId; leadId: LeadId; text: string; at?: number | undefined },
    ): Promise<Interaction> {
      return transact(db, tx => {
        getVisibleLead(tx, viewer, note.leadId)
        const now = clock.now()
        const known = findInteraction(tx, note.id)
        // The id is a note on somebody else already: it must not be answered to whoever guessed it.
        if (known && known.leadId !== note.leadId) throw notFound('interaction')
        if (known) return toInteraction(known)
        const row = recordInteraction(tx, {
          id: note.id,
          leadId: note.leadId,
          staffId: viewer.id,
          kind: 'note',
          data: { text: note.text },
          at: Math.min(note.at ?? now, now),
          createdAt: now,
        })
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: 'lead.noted',
          subjectKind: 'lead',
          subjectId: note.leadId,
        })
        announce(tx, 'lead.changed', note.leadId)
        return toInteraction(row)
      })
    },

    async timeline(
      viewer: Viewer,
      query: { leadId: LeadId; part: TimelinePart; cursor: string | null; limit: number },
    ) {
      getVisibleLead(db, viewer, query.leadId)
      const rows = listInteractions(db, query.leadId, decodePlace(query.cursor), query.limit + 1, query.part)
      const merges = rows.filter(({ kind }) => kind === 'merge').map(({ id }) => id)
      const undoable = listUndoable(db, merges, clock.now())
      return toPage(
        rows,
        query.limit,
        row => ({ at: row.happenedAt, seq: row.seq }),
        row => toInteraction(row, undoable.get(row.id) ?? null),
      )
    },

    async remove(viewer: Viewer, id: LeadId, version: number): Promise<void> {
      transact(db, tx => {
        const lead = getVisibleLead(tx, viewer, id)
        if (lead.version !== version) throw staleEdit('lead', lead.version)
        removeWithin(tx, id, { by: viewer.id, action: 'lead.deleted' })
      })
    },

    removeWithin,
    versionOf: (tx: Db, id: LeadId): number => getLead(tx, id).version,
  }

  /** With everything that hangs on the person, inside the caller's transaction; `by` is null where a rule of the office does it. */
  function removeWithin(
    tx: Db,
    id: LeadId,
    { by, action, after }: { by: StaffId | null; action: string; after?: Record<string, unknown> },
  ): void {
    recordAudit(tx, clock, {
      staffId: by,
      action,
      subjectKind: 'lead',
      subjectId: id,
      before: { contentHash: hashOf(tx, getLead(tx, id)) },
      after: after ?? null,
    })
    forgetMessages(tx, id)
    tx.delete(leads).where(eq(leads.id, id)).run()
    announce(tx, 'lead.deleted', id)
  }

  function hashOf(tx: Db, lead: LeadRow): string {
    const identities = listIdentities(tx, lead.id).map(({ kind, value }) => `${kind}:${value}`)
    return contentHash({
      name: lead.name,
      country: lead.countryCode,
      language: lead.language,
      city: lead.city,
      timeZone: lead.timeZone,
      identities,
    })
  }
}

export type LeadService = ReturnType<typeof createLeadService>
