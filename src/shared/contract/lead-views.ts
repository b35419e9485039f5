import { z } from 'zod'
import { LeadViewId } from '../domain/ids.ts'
import { LeadFilter, LeadSort, SortDirection } from './lead-filter.ts'
import { signedIn } from './procedure.ts'

/** What the list of leads can show of each, besides its name. */
export const LeadColumn = z.enum([
  'phone',
  'stage',
  'owner',
  'source',
  'campaign',
  'form',
  'brand',
  'country',
  'language',
  'tags',
  'score',
  'last_contact',
  'last_call',
  'next_action',
  'created',
])
export type LeadColumn = z.infer<typeof LeadColumn>

/** Which of them, from left to right. */
export const LeadColumns = z.array(LeadColumn).max(LeadColumn.options.length)

export const LeadLayout = z.enum(['table', 'board'])
export type LeadLayout = z.infer<typeof LeadLayout>

const details = {
  filter: LeadFilter,
  sort: LeadSort,
  /** Null: the direction that one expects of that order. */
  direction: SortDirection.nullable(),
  /** Null: those that each person has chosen for themselves. */
  columns: LeadColumns.nullable(),
  layout: LeadLayout,
}

/** A way of looking at the leads that somebody keeps: for themselves, or for the whole office. */
export const LeadView = z.object({
  id: LeadViewId,
  version: z.number(),
  /** Null while it is called as the program calls it; see `builtIn`. */
  name: z.string().nullable(),
  /** One of those that every office begins with. */
  builtIn: z.enum(['all', 'mine', 'this_week', 'not_called', 'never_answered', 'today', 'customers']).nullable(),
  /** Everybody's, or only of whoever asks. */
  isShared: z.boolean(),
  ...details,
})
export type LeadView = z.infer<typeof LeadView>

const one = z.object({ id: LeadViewId })
const ViewName = z.string().trim().min(1).max(60)

/** What the whole office sees is for admins and managers to change. */
const onlyLeaders = { SHARED_BY_LEADERS: {} }

export const leadViews = {
  /** The office's, then one's own, each in its order. */
  list: signedIn.output(z.array(LeadView)),
  create: signedIn
    .input(one.extend({ name: ViewName, isShared: z.boolean(), ...details }))
    .output(LeadView)
    .errors({ ...onlyLeaders, TOO_MANY_VIEWS: {} }),
  /** `isShared` gives one's own to the whole office, or takes it back for oneself; left out, it stays whose it is. */
  update: signedIn
    .input(one.extend({ version: z.number(), name: ViewName.nullable(), isShared: z.boolean().optional(), ...details }))
    .output(LeadView)
    .errors(onlyLeaders),
  remove: signedIn.input(one).output(z.void()).errors(onlyLeaders),
  /** Takes back a removal, for a day. */
  restore: signedIn.input(one).output(LeadView).errors(onlyLeaders),
  /** The whole order of the office's, or of one's own. */
  reorder: signedIn
    .input(z.object({ ids: z.array(LeadViewId).min(1).max(200) }))
    .output(z.array(LeadView))
    .errors(onlyLeaders),
}
