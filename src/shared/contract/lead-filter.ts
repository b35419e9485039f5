import { z } from 'zod'
import { ConsentChannel, ConsentState } from '../domain/consent.ts'
import { AdAccountId, BrandId, BulkRunId, StaffId, StageId, TagId } from '../domain/ids.ts'
import { AdTouch } from '../domain/insight.ts'
import { LeadSource } from '../domain/lead-source.ts'
import { Period } from '../domain/period.ts'
import { StageOutcome } from '../domain/stage-outcome.ts'
import { CountryCode } from './setup.ts'

/** How many values one column may be asked for. */
const MOST_VALUES = 60

function anyOf<Value extends z.ZodType>(value: Value) {
  return z.array(value).max(MOST_VALUES).default([])
}

/** Meta's number of a form, a campaign or an ad. */
const MetaId = z.string().min(1).max(64)

const Days = z.number().int().min(1).max(3_650)

/**
 * Which leads: the one word for it in the whole product. Lists, counts, the board, saved views, bulk actions, exports and, as a
 * segment, campaigns all take it. What is set must all be true; of several values of one column any will do; empty asks for nothing.
 * Nothing in it hangs on the moment or on who asks ("this week", "mine"), so that it can be kept and shared.
 */
export const LeadFilter = z.object({
  /** Part of a name, phone number or e-mail. */
  search: z.string().trim().max(200).default(''),
  outcomes: anyOf(StageOutcome),
  stageIds: anyOf(StageId),
  owners: anyOf(z.union([StaffId, z.enum(['me', 'nobody'])])),
  brands: anyOf(z.union([BrandId, z.literal('none')])),
  sources: anyOf(LeadSource),
  campaignIds: anyOf(MetaId),
  formIds: anyOf(MetaId),
  countries: anyOf(CountryCode),
  tagIds: anyOf(TagId),
  created: Period.nullable().default(null),
  contacted: Period.nullable().default(null),
  /** Known for so long at least, and nobody has called or spoken with them in that time. */
  notCalledForDays: Days.nullable().default(null),
  notContactedForDays: Days.nullable().default(null),
  /** They wrote or left a form, and nobody has answered yet. */
  neverAnswered: z.boolean().default(false),
  /** How far they have come: answered, with a visit that was not called off, or with a sale that counts. */
  passed: z.enum(['answered', 'appointment', 'sale']).nullable().default(null),
  /** `overdue`: its moment is past; `today`: that too, and what is due until midnight; `planned`: any. */
  nextAction: z.enum(['overdue', 'today', 'planned', 'none']).nullable().default(null),
  /** Whom the program made from a number, and nobody has filled in. */
  unregistered: z.boolean().default(false),
  /** Entries that somebody made to try a form out; they are left out otherwise. */
  showsTests: z.boolean().default(false),
  /** What one of their addresses has said to a channel; `unknown`: none has said anything. */
  consent: z.object({ channel: ConsentChannel, state: ConsentState }).nullable().default(null),
  /** Those that one bulk action, or one hand-over, has changed. */
  bulkRunId: BulkRunId.nullable().default(null),
  /** Whom ads have brought: any of these; with nothing in it, any ad at all. */
  ads: z
    .object({
      touch: AdTouch.default('first'),
      accountIds: anyOf(AdAccountId),
      campaignIds: anyOf(MetaId),
      adSetIds: anyOf(MetaId),
      adIds: anyOf(MetaId),
    })
    .nullable()
    .default(null),
  /** With a visit that was not cancelled. */
  hasVisit: z.boolean().default(false),
})
export type LeadFilter = z.infer<typeof LeadFilter>
/** The same with whatever asks for nothing left out. */
export type LeadFilterInput = z.input<typeof LeadFilter>

/** A search gives its own order: the newest first. */
export const LeadSort = z.enum(['created', 'last_contact', 'last_call', 'next_action', 'name', 'score'])
export type LeadSort = z.infer<typeof LeadSort>

export const SortDirection = z.enum(['asc', 'desc'])
export type SortDirection = z.infer<typeof SortDirection>

/** Names from A to Z and what is to be done from the soonest on; everything else from the newest or the most. */
export function naturalDirection(sort: LeadSort): SortDirection {
  return sort === 'name' || sort === 'next_action' ? 'asc' : 'desc'
}

/** How many there are, counted up to a thousand. */
export const LeadCount = z.object({
  count: z.number(),
  /** There are more than that: they were too many to count, or to look through. */
  isMore: z.boolean(),
})
export type LeadCount = z.infer<typeof LeadCount>

/** What the leads that are there came from, to choose from. */
export const LeadOrigins = z.object({
  brands: z.array(z.object({ id: BrandId, name: z.string() })),
  campaigns: z.array(z.object({ id: MetaId, name: z.string() })),
  forms: z.array(z.object({ id: MetaId, name: z.string() })),
})
export type LeadOrigins = z.infer<typeof LeadOrigins>
