import { z } from 'zod'
import { LeadFilter, LeadSort, SortDirection } from '#shared/contract/lead-filter.ts'
import { LeadColumns } from '#shared/contract/lead-views.ts'
import { LeadViewId } from '#shared/domain/ids.ts'

const filters = LeadFilter.shape

/** One value stands in an address without the brackets of a list. */
function listed<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(value => (value === undefined || Array.isArray(value) ? value : [value]), schema.optional())
}

/**
 * The filters of the lead list as they stand in the address, so that a reload, the way back and a bookmark keep them. What
 * cannot be read there filters nothing.
 */
const LeadsSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  outcome: listed(filters.outcomes.unwrap()).catch(undefined),
  stage: listed(filters.stageIds.unwrap()).catch(undefined),
  owner: listed(filters.owners.unwrap()).catch(undefined),
  brand: listed(filters.brands.unwrap()).catch(undefined),
  source: listed(filters.sources.unwrap()).catch(undefined),
  campaign: listed(filters.campaignIds.unwrap()).catch(undefined),
  form: listed(filters.formIds.unwrap()).catch(undefined),
  country: listed(filters.countries.unwrap()).catch(undefined),
  tag: listed(filters.tagIds.unwrap()).catch(undefined),
  created: filters.created.unwrap().unwrap().optional().catch(undefined),
  contacted: filters.contacted.unwrap().unwrap().optional().catch(undefined),
  uncalled: filters.notCalledForDays.unwrap().unwrap().optional().catch(undefined),
  silent: filters.notContactedForDays.unwrap().unwrap().optional().catch(undefined),
  unanswered: z.literal(true).optional().catch(undefined),
  passed: filters.passed.unwrap().unwrap().optional().catch(undefined),
  next: filters.nextAction.unwrap().unwrap().optional().catch(undefined),
  unregistered: z.literal(true).optional().catch(undefined),
  tests: z.literal(true).optional().catch(undefined),
  consent: filters.consent.unwrap().unwrap().optional().catch(undefined),
  /** Those of one bulk action or hand-over. */
  run: filters.bulkRunId.unwrap().unwrap().optional().catch(undefined),
  /** Whom ads brought, and who was booked: where the figures of the ads lead to. */
  ads: filters.ads.unwrap().unwrap().optional().catch(undefined),
  visit: z.literal(true).optional().catch(undefined),
  sort: LeadSort.exclude(['created']).optional().catch(undefined),
  dir: SortDirection.optional().catch(undefined),
  /** The view that was opened; what is shown may have been changed since. */
  savedView: LeadViewId.optional().catch(undefined),
  /** Where the view that was opened has columns of its own. */
  cols: listed(LeadColumns).catch(undefined),
  /** Left out: as a table. */
  layout: z.literal('board').optional().catch(undefined),
})
export type LeadsSearch = z.infer<typeof LeadsSearch>

/** What is no filter: the order, and how it is laid out. */
const NO_FILTERS = ['sort', 'dir', 'layout', 'savedView', 'cols'] as const

export function parseLeadsSearch(search: Record<string, unknown>): LeadsSearch {
  return withoutEmpty(LeadsSearch.parse(search))
}

export function toLeadFilter(search: LeadsSearch): LeadFilter {
  return {
    search: search.q?.trim() ?? '',
    outcomes: search.outcome ?? [],
    stageIds: search.stage ?? [],
    owners: search.owner ?? [],
    brands: search.brand ?? [],
    sources: search.source ?? [],
    campaignIds: search.campaign ?? [],
    formIds: search.form ?? [],
    countries: search.country ?? [],
    tagIds: search.tag ?? [],
    created: search.created ?? null,
    contacted: search.contacted ?? null,
    notCalledForDays: search.uncalled ?? null,
    notContactedForDays: search.silent ?? null,
    neverAnswered: search.unanswered ?? false,
    passed: search.passed ?? null,
    nextAction: search.next ?? null,
    unregistered: search.unregistered ?? false,
    showsTests: search.tests ?? false,
    consent: search.consent ?? null,
    bulkRunId: search.run ?? null,
    ads: search.ads ?? null,
    hasVisit: search.visit ?? false,
  }
}

/** The way back: a filter that was kept, as an address. */
export function toLeadsSearch(filter: LeadFilter): LeadsSearch {
  return parseLeadsSearch({
    q: filter.search,
    outcome: filter.outcomes,
    stage: filter.stageIds,
    owner: filter.owners,
    brand: filter.brands,
    source: filter.sources,
    campaign: filter.campaignIds,
    form: filter.formIds,
    country: filter.countries,
    tag: filter.tagIds,
    created: filter.created ?? undefined,
    contacted: filter.contacted ?? undefined,
    uncalled: filter.notCalledForDays ?? undefined,
    silent: filter.notContactedForDays ?? undefined,
    unanswered: filter.neverAnswered || undefined,
    passed: filter.passed ?? undefined,
    next: filter.nextAction ?? undefined,
    unregistered: filter.unregistered || undefined,
    tests: filter.showsTests || undefined,
    consent: filter.consent ?? undefined,
    run: filter.bulkRunId ?? undefined,
    ads: filter.ads ?? undefined,
    visit: filter.hasVisit || undefined,
  })
}

export function isFiltering(search: LeadsSearch): boolean {
  return Object.keys(withoutEmpty(search)).some(key => !(NO_FILTERS as readonly string[]).includes(key))
}

/** Whether there is anything to keep: an order filters nothing, and is kept all the same. */
export function isSet(search: LeadsSearch): boolean {
  return Object.keys(withoutEmpty(search)).length > 0
}

/** An address without the filters that are not set. */
function withoutEmpty(search: LeadsSearch): LeadsSearch {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  )
}
