import type { BulkAction, HandOver, LeftOutReason } from '#shared/contract/bulk-actions.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import type { CalendarHands } from '../appointments/hand-over.ts'
import type { LeadHands } from '../leads/lead-hands.ts'
import type { LeadRow } from '../leads/lead-queries.ts'
import { maySeeLeadsOf } from '../leads/visibility.ts'
import type { Tagging } from '../tags/tagging.ts'
import { findMember } from './find-member.ts'
import type { BulkItemRow } from './queries.ts'
import type { Standing } from './schema.ts'

export interface ChangeWorld {
  readonly leads: LeadHands
  readonly tagging: Tagging
  readonly calendar: Pick<CalendarHands, 'handOverAppointments' | 'giveAppointment'>
  readonly movesStageWhenAssigned: () => boolean
  /** As a single one is deleted: with everything that hangs on the person. */
  readonly removeLead: (tx: Db, viewer: Viewer, lead: LeadRow) => void
}

export type Outcome =
  | { kind: 'changed'; before: Standing; after: Standing; ownerBefore: StaffId | null }
  | { kind: 'deleted' }
  | { kind: 'left_out'; reason: LeftOutReason }

const leftOut = (reason: LeftOutReason): Outcome => ({ kind: 'left_out', reason })

/** Does one thing to one lead, with the eyes and rights of whoever asked for it. `turn` is which of the changed ones it is. */
export function changeLead(
  tx: Db,
  world: ChangeWorld,
  { viewer, action, item, turn }: { viewer: Viewer; action: BulkAction | HandOver; item: BulkItemRow; turn: number },
  now: number,
): Outcome {
  const lead = world.leads.findLead(tx, item.leadId)
  if (!lead) return leftOut('gone')
  if (!maySeeLeadsOf(viewer, lead.ownerId)) return leftOut('not_yours')
  const changed = (): Outcome => ({
    kind: 'changed',
    before: standingOf(lead),
    after: standingOf(world.leads.getLead(tx, lead.id)),
    ownerBefore: lead.ownerId,
  })
  switch (action.kind) {
    case 'stage':
      return world.leads.moveLeadToStage(tx, lead.id, action.stageId, viewer.id, now, action.reason)
        ? changed()
        : leftOut('already')
    case 'owner':
      if (lead.ownerId === action.ownerId) return leftOut('already')
      give(tx, world, lead, action.ownerId, viewer, now)
      return changed()
    case 'hand_over':
      // It went to somebody else while this was waiting.
      if (lead.ownerId !== action.fromId) return leftOut('changed_since')
      return handOver(tx, world, lead, { viewer, action, turn }, now)
    case 'add_tag':
    case 'remove_tag': {
      const isOn = action.kind === 'add_tag'
      if (!world.tagging.tagLead(tx, { leadId: lead.id, tagId: action.tagId, isOn, staffId: viewer.id }, now))
        return leftOut('already')
      return { kind: 'changed', before: { isTagged: !isOn }, after: { isTagged: isOn }, ownerBefore: lead.ownerId }
    }
    case 'delete':
      world.removeLead(tx, viewer, lead)
      return { kind: 'deleted' }
    default:
      return assertNever(action, 'bulk action')
  }
}

/** With the visits that are still to come: whoever gets the person meets them. */
function handOver(
  tx: Db,
  world: ChangeWorld,
  lead: LeadRow,
  { viewer, action: { fromId, toIds, clashing }, turn }: { viewer: Viewer; action: HandOver; turn: number },
  now: number,
): Outcome {
  const toId = toIds[turn % toIds.length]
  if (toId === undefined) throw new Error('there is nobody to hand over to')
  give(tx, world, lead, toId, viewer, now)
  const appointmentIds = world.calendar.handOverAppointments(
    tx,
    lead.id,
    { fromId, toId, keepsClashing: clashing === 'keep' },
    now,
  )
  const after = standingOf(world.leads.getLead(tx, lead.id))
  return { kind: 'changed', before: standingOf(lead), after: { ...after, appointmentIds }, ownerBefore: lead.ownerId }
}

function give(tx: Db, world: ChangeWorld, lead: LeadRow, ownerId: StaffId | null, viewer: Viewer, now: number): void {
  const to = ownerId === null ? null : findMember(tx, ownerId)
  if (ownerId !== null && !to?.isActive) throw new Error('whoever is to get them has left')
  world.leads.giveLead(tx, lead, to ?? null, { staffId: viewer.id, movesStage: world.movesStageWhenAssigned() }, now)
}

function standingOf({ ownerId, stageId, stageSince, convertedAt, rejectionReason }: LeadRow): Standing {
  return { ownerId, stageId, stageSince, convertedAt, rejectionReason }
}

/** Gives one lead back what it had, unless somebody has changed it since. */
export function changeBack(
  tx: Db,
  world: Pick<ChangeWorld, 'leads' | 'tagging' | 'calendar'>,
  { viewer, action, item }: { viewer: Viewer; action: BulkAction | HandOver; item: BulkItemRow },
  now: number,
): Exclude<Outcome, { kind: 'deleted' }> {
  const { before, after } = item
  const lead = world.leads.findLead(tx, item.leadId)
  if (!lead || before === null || after === null) return { kind: 'left_out', reason: 'gone' }
  if (!maySeeLeadsOf(viewer, lead.ownerId)) return { kind: 'left_out', reason: 'not_yours' }
  const result = { kind: 'changed', before: after, after: before, ownerBefore: lead.ownerId } as const
  if (action.kind === 'add_tag' || action.kind === 'remove_tag') {
    const isOn = before.isTagged === true
    const hasChanged = world.tagging.tagLead(
      tx,
      { leadId: lead.id, tagId: action.tagId, isOn, staffId: viewer.id },
      now,
    )
    return hasChanged ? result : { kind: 'left_out', reason: 'changed_since' }
  }
  const { ownerId = null, stageId = lead.stageId, stageSince, convertedAt, rejectionReason } = before
  if (lead.ownerId !== after.ownerId || lead.stageId !== after.stageId)
    return { kind: 'left_out', reason: 'changed_since' }
  if (lead.ownerId !== ownerId) {
    const owner = ownerId === null ? null : (findMember(tx, ownerId) ?? null)
    world.leads.giveLead(tx, lead, owner, { staffId: viewer.id, movesStage: false }, now)
    if (lead.ownerId !== null && ownerId !== null) {
      for (const id of after.appointmentIds ?? []) {
        world.calendar.giveAppointment(tx, id, { fromId: lead.ownerId, toId: ownerId }, now)
      }
    }
  }
  if (lead.stageId !== stageId) {
    world.leads.moveLeadToStage(tx, lead.id, stageId, viewer.id, now)
    world.leads.updateLead(
      tx,
      lead.id,
      {
        stageSince: stageSince ?? null,
        convertedAt: convertedAt ?? null,
        rejectionReason: rejectionReason ?? null,
      },
      now,
    )
  }
  return result
}
