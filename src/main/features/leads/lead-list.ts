import { and, type SQL, sql } from 'drizzle-orm'
import {
  type LeadCount,
  type LeadFilter,
  type LeadSort,
  naturalDirection,
  type SortDirection,
} from '#shared/contract/lead-filter.ts'
import type { LeadId, TagId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, encodePlace } from '../../db/keyset.ts'
import { inList, listOf, prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { metaForms } from '../meta-leads/schema.ts'
import { leadTags } from '../tags/schema.ts'
import {
  type ChosenRange,
  type ChosenValues,
  holdsFor,
  type LeadConditions,
  type Membership,
  type Moment,
  toConditions,
} from './lead-conditions.ts'
import { identitiesOf, type LeadRow } from './lead-queries.ts'
import { countMatching, matchingPlaces } from './lead-search.sql.ts'
import {
  after,
  BOUNDS,
  type Bounds,
  collect,
  collectMembers,
  comparePlaces,
  countMembers,
  countUpTo,
  countWalk,
  type LeadOrder,
  type LeadPlace,
  placeOf,
  toOrder,
  type Walk,
  type Walked,
  walk,
} from './lead-walk.sql.ts'
import { leads, leadTouches } from './schema.ts'

export interface LeadListQuery {
  readonly filter: LeadFilter
  readonly sort: LeadSort
  /** Left out: the one that one expects of that order. */
  readonly direction?: SortDirection | null | undefined
  readonly cursor: string | null
}

/** More values of one column than this are looked at on the way, not each from its own index. */
const MOST_LANES = 8
/** As far as anybody wants to know how many there are. */
const COUNTED_TO = 1_000

export interface ListedLeads {
  readonly places: LeadPlace[]
  readonly nextCursor: string | null
}

/**
 * The places of one page. It begins with whichever piece of the filter leaves the fewest leads, and looks at the rest on the way,
 * so that no combination has to read or sort everything; see `walk` for what happens where nothing leaves few. A search stands in
 * its own order, the newest first.
 */
export function listPlaces(
  db: Db,
  viewer: Viewer,
  query: LeadListQuery,
  moment: Moment,
  limit: number,
  bounds = BOUNDS,
): ListedLeads {
  const { filter, sort, cursor } = query
  const conditions = toConditions(db, viewer, filter, moment)
  if (conditions === null) return { places: [], nextCursor: null }
  if (filter.search !== '') {
    return toPage(matchingPlaces(db, filter.search, holdsFor(conditions), decodePlace(cursor), limit + 1), limit)
  }
  const order = toOrder(sort, query.direction ?? naturalDirection(sort))
  const from = placeOf(cursor, order)
  return toPage(readPlaces(db, conditions, order, from, limit + 1, bounds), limit)
}

function readPlaces(
  db: Db,
  conditions: LeadConditions,
  order: LeadOrder,
  from: LeadPlace | null,
  limit: number,
  bounds: Bounds,
): Walked {
  const start = chooseStart(db, conditions, order, bounds)
  if (start.kind === 'walk') return walk(db, { ...start.walk, from }, limit, bounds)
  const places = collectPlaces(db, conditions, order, start, from)
  return { places: places.sort(comparePlaces(order)).slice(0, limit), stoppedAt: null }
}

type Collecting =
  | { kind: 'range'; range: ChosenRange }
  | { kind: 'membership'; membership: Membership }
  | { kind: 'values'; values: readonly ChosenValues[]; each: readonly SQL[] }

function collectPlaces(
  db: Db,
  conditions: LeadConditions,
  order: LeadOrder,
  start: Collecting,
  from: LeadPlace | null,
): LeadPlace[] {
  const later = after(order, from)
  if (start.kind === 'membership') {
    const { membership } = start
    return collectMembers(db, order, membership, and(later, holdsFor(conditions, [membership])))
  }
  const { used, lanes } =
    start.kind === 'range'
      ? { used: [start.range], lanes: [start.range.condition] }
      : { used: start.values, lanes: start.each }
  return lanes.flatMap(lane => collect(db, order, lane, and(later, holdsFor(conditions, used))))
}

type Start = Collecting | { kind: 'walk'; walk: Omit<Walk, 'from'> }

/** Where to begin: with a handful that is put in order here, or with a walk along the order. */
function chooseStart(db: Db, conditions: LeadConditions, order: LeadOrder, { handful }: Bounds): Start {
  const isNewest = order.rangeKey === 'created'
  const inOrder = conditions.ranges.filter(({ key }) => key === order.rangeKey)
  const values = conditions.values.filter(({ each }) => each.length <= MOST_LANES)
  const others = conditions.ranges.filter(({ key }) => key !== order.rangeKey)
  // With one condition and its own index there is nothing to choose.
  if (isNewest && values.length <= 1 && others.length === 0 && conditions.memberships.length === 0) {
    return walkBy(conditions, order, values, inOrder)
  }
  const sizes: { size: number; start: Collecting }[] = [
    ...together(values).map(one => ({
      size: sizeOf(db, one.each, handful + 1),
      start: { kind: 'values', ...one } as const,
    })),
    ...others.map(range => ({
      size: countUpTo(db, range.condition, handful + 1),
      start: { kind: 'range', range } as const,
    })),
    ...conditions.memberships.map(membership => ({
      size: countMembers(db, membership, handful + 1),
      start: { kind: 'membership', membership } as const,
    })),
  ]
  const fewest = sizes.toSorted((one, other) => one.size - other.size)[0]
  if (fewest !== undefined && fewest.size <= handful) return fewest.start
  return walkBy(conditions, order, values, inOrder)
}

/** Owner and stage have an index together, which often leaves few where each of them leaves many. */
function together(
  values: readonly ChosenValues[],
): readonly { values: readonly ChosenValues[]; each: readonly SQL[] }[] {
  const alone = values.map(one => ({ values: [one], each: one.each }))
  const both = ownerAndStage(values)
  return both === null ? alone : [...alone, both]
}

function ownerAndStage(
  values: readonly ChosenValues[],
): { values: readonly ChosenValues[]; each: readonly SQL[] } | null {
  const owner = values.find(({ column }) => column === 'owner')
  const stage = values.find(({ column }) => column === 'stage')
  if (!owner || !stage || owner.each.length * stage.each.length > MOST_LANES) return null
  return { values: [owner, stage], each: owner.each.flatMap(one => stage.each.map(other => sql`${one} and ${other}`)) }
}

function sizeOf(db: Db, lanes: readonly SQL[], most: number): number {
  let size = 0
  for (const lane of lanes) {
    if (size >= most) break
    size += countUpTo(db, lane, most - size)
  }
  return size
}

/**
 * Along the order: in that of the newest every column has its index, and owner and stage have one together; in the other orders
 * some have one for the owner. What is not part of the lanes is looked at on the way.
 */
function walkBy(
  conditions: LeadConditions,
  order: LeadOrder,
  values: readonly ChosenValues[],
  inOrder: readonly ChosenRange[],
): Extract<Start, { kind: 'walk' }> {
  const chosen = order.rangeKey === 'created' ? lanesOfNewest(values) : lanesOfOwner(values, order)
  const bounds = and(...inOrder.map(({ condition }) => condition))
  const lanes = chosen.lanes.map(lane => and(lane, bounds))
  return { kind: 'walk', walk: { order, lanes, holds: holdsFor(conditions, [...chosen.used, ...inOrder]) } }
}

interface Lanes {
  readonly lanes: readonly (SQL | undefined)[]
  readonly used: readonly ChosenValues[]
}

const NO_LANES: Lanes = { lanes: [undefined], used: [] }
/** The columns that leave fewer as a rule come first. */
const RANK = ['unanswered', 'form', 'campaign', 'brand', 'country', 'stage', 'owner', 'source', 'answered']

function lanesOfNewest(values: readonly ChosenValues[]): Lanes {
  const both = ownerAndStage(values)
  if (both !== null) return { lanes: both.each, used: both.values }
  const [first] = values.toSorted((one, other) => RANK.indexOf(one.column) - RANK.indexOf(other.column))
  return first ? { lanes: first.each, used: [first] } : NO_LANES
}

function lanesOfOwner(values: readonly ChosenValues[], { sort }: LeadOrder): Lanes {
  const owner = values.find(({ column }) => column === 'owner')
  return owner && (sort === 'last_contact' || sort === 'name') ? { lanes: owner.each, used: [owner] } : NO_LANES
}

/** One row more than asked is read, to know whether there is a next page without counting. */
function toPage({ places, stoppedAt }: Walked, limit: number): ListedLeads {
  const shown = places.slice(0, limit)
  const last = shown.at(-1)
  if (places.length > limit && last) return { places: shown, nextCursor: encodePlace(last) }
  return { places: shown, nextCursor: stoppedAt === null ? null : encodePlace(stoppedAt) }
}

/** How many, counted up to a thousand. */
export function countLeads(db: Db, viewer: Viewer, filter: LeadFilter, moment: Moment, bounds = BOUNDS): LeadCount {
  const conditions = toConditions(db, viewer, filter, moment)
  if (conditions === null) return { count: 0, isMore: false }
  if (filter.search !== '') return countMatching(db, filter.search, holdsFor(conditions), COUNTED_TO)
  const order = toOrder('created', 'desc')
  const start = chooseStart(db, conditions, order, bounds)
  if (start.kind === 'walk') return countWalk(db, { ...start.walk, from: null }, COUNTED_TO, bounds)
  const count = collectPlaces(db, conditions, order, start, null).length
  return { count: Math.min(count, COUNTED_TO), isMore: count > COUNTED_TO }
}

export interface ListedLead {
  readonly lead: LeadRow
  readonly phone: string | null
  readonly hasLid: boolean
  readonly tagIds: readonly TagId[]
  readonly campaignName: string | null
  readonly formName: string | null
}

const leadsAtPlaces = prepareOnce(db =>
  db
    .select({ lead: leads })
    .from(sql`json_each(${sql.placeholder('seqs')}) as place`)
    .crossJoin(leads)
    .where(sql`${leads.seq} = place.value`)
    .prepare(),
)

/** The leads at these places, in that order, with what a list shows of them besides. */
export function readListed(db: Db, places: readonly LeadPlace[]): ListedLead[] {
  if (places.length === 0) return []
  const rows = leadsAtPlaces(db).all({ seqs: listOf(places.map(({ seq }) => seq)) })
  return withBelongingsOfAll(
    db,
    rows.map(({ lead }) => lead),
  )
}

export function withBelongings(db: Db, row: LeadRow): ListedLead {
  const [listed] = withBelongingsOfAll(db, [row])
  if (listed === undefined) throw new Error('one lead goes in and one comes out')
  return listed
}

const tagsOfLeads = prepareOnce(db =>
  db
    .select({ leadId: leadTags.leadId, tagId: leadTags.tagId })
    .from(leadTags)
    .where(inList(leadTags.leadId, 'leadIds'))
    .prepare(),
)
/** Whose these places are, in that order. */
export function listIdsAt(db: Db, places: readonly LeadPlace[]): LeadId[] {
  const seqs = JSON.stringify(places.map(({ seq }) => seq))
  return db
    .all<{ id: LeadId }>(
      sql`select leads.id as id from json_each(${seqs}) as place cross join leads on leads.seq = place.value`,
    )
    .map(({ id }) => id)
}

/** Each with its own number: the first that was known of it. */
function withBelongingsOfAll(db: Db, rows: readonly LeadRow[]): ListedLead[] {
  const ids = rows.map(({ id }) => id)
  const identities = Map.groupBy(identitiesOf(db, ids), ({ leadId }) => leadId)
  const tags = Map.groupBy(tagsOfLeads(db).all({ leadIds: listOf(ids) }), ({ leadId }) => leadId)
  const campaigns = listCampaignNames(
    db,
    rows.filter(({ firstCampaignId }) => firstCampaignId !== null),
  )
  const forms = listFormNames(db, rows)
  return rows.map(lead => {
    const known = identities.get(lead.id) ?? []
    return {
      lead,
      phone: known.find(({ kind }) => kind === 'phone')?.value ?? null,
      hasLid: known.some(({ kind }) => kind === 'whatsapp_lid'),
      tagIds: (tags.get(lead.id) ?? []).map(({ tagId }) => tagId),
      campaignName: campaigns.get(lead.id) ?? null,
      formName: lead.firstFormId === null ? null : (forms.get(lead.firstFormId) ?? null),
    }
  })
}

const campaignsOfLeads = prepareOnce(db =>
  db
    .select({ leadId: leadTouches.leadId, campaignId: leadTouches.campaignId, name: leadTouches.campaignName })
    .from(leadTouches)
    .where(inList(leadTouches.leadId, 'leadIds'))
    .prepare(),
)

function listCampaignNames(db: Db, rows: readonly LeadRow[]): ReadonlyMap<LeadId, string> {
  if (rows.length === 0) return new Map()
  const touches = campaignsOfLeads(db).all({ leadIds: listOf(rows.map(({ id }) => id)) })
  const first = new Map(rows.map(({ id, firstCampaignId }) => [id, firstCampaignId]))
  return new Map(
    touches.flatMap(({ leadId, campaignId, name }) =>
      name !== null && first.get(leadId) === campaignId ? [[leadId, name] as const] : [],
    ),
  )
}

const formsNamed = prepareOnce(db =>
  db
    .select({ id: metaForms.formId, name: metaForms.name })
    .from(metaForms)
    .where(inList(metaForms.formId, 'formIds'))
    .prepare(),
)

function listFormNames(db: Db, rows: readonly LeadRow[]): ReadonlyMap<string, string | null> {
  const ids = new Set(rows.map(({ firstFormId }) => firstFormId).filter(id => id !== null))
  if (ids.size === 0) return new Map()
  return new Map(
    formsNamed(db)
      .all({ formIds: listOf([...ids]) })
      .map(({ id, name }) => [id, name]),
  )
}
