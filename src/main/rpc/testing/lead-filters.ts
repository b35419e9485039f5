import type { LeadFilterInput } from '#shared/contract/lead-filter.ts'
import type { StaffId, StageId, TagId } from '#shared/domain/ids.ts'

interface Asked {
  readonly stageId: StageId
  readonly ownerId: StaffId
  /** A tag that most have, and one that few have. */
  readonly common: TagId
  readonly rare: TagId
}

/** Each column by itself and several together, as an office asks for them. */
export const LEAD_FILTERS: readonly [string, (asked: Asked) => LeadFilterInput][] = [
  ['all', () => ({})],
  ['of a stage', ({ stageId }) => ({ stageIds: [stageId] })],
  ['of an outcome', () => ({ outcomes: ['converted'] })],
  ['of an owner', ({ ownerId }) => ({ owners: [ownerId] })],
  ['of nobody', () => ({ owners: ['nobody'] })],
  ['of two owners in a stage', ({ stageId }) => ({ owners: ['me', 'nobody'], stageIds: [stageId] })],
  ['of a source', () => ({ sources: ['whatsapp'] })],
  ['of a campaign', () => ({ campaignIds: ['c1'] })],
  ['of a form and two countries', () => ({ formIds: ['f1'], countries: ['TR', 'DE'] })],
  ['of no brand', () => ({ brands: ['none'] })],
  ['with a tag that many have', ({ common }) => ({ tagIds: [common] })],
  ['with a tag that few have', ({ rare }) => ({ tagIds: [rare] })],
  ['of this week', () => ({ created: { kind: 'this_week' } })],
  ['not called for long', () => ({ notCalledForDays: 14 })],
  ['never answered', () => ({ neverAnswered: true })],
  ['answered', () => ({ passed: 'answered' })],
  ['with a visit', () => ({ passed: 'appointment' })],
  ['with a sale', () => ({ passed: 'sale' })],
  ['that may be written to', () => ({ consent: { channel: 'email', state: 'granted' } })],
  [
    'that refused calls, of an owner',
    ({ ownerId }) => ({ consent: { channel: 'phone', state: 'refused' }, owners: [ownerId] }),
  ],
  ['that were never asked', () => ({ consent: { channel: 'whatsapp', state: 'unknown' } })],
  ['tests as well', () => ({ showsTests: true, formIds: ['f1'] })],
  ['due today', () => ({ nextAction: 'today' })],
  ['nothing planned and nobody filled in', () => ({ nextAction: 'none', unregistered: true })],
  [
    'of everything',
    ({ stageId, common }) => ({
      stageIds: [stageId],
      owners: ['me', 'nobody'],
      sources: ['whatsapp', 'manual'],
      brands: ['none'],
      campaignIds: ['c1', 'c2'],
      countries: ['TR', 'DE'],
      tagIds: [common],
      created: { kind: 'last_days', days: 300 },
      notContactedForDays: 3,
      nextAction: 'planned',
    }),
  ],
  ['found by a word', () => ({ search: 'lead' })],
  ['found by a number in an outcome', () => ({ search: '0532 000', outcomes: ['new'] })],
]
