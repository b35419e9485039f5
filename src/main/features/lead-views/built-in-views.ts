import type { LeadFilterInput, LeadSort, SortDirection } from '#shared/contract/lead-filter.ts'
import type { LeadView } from '#shared/contract/lead-views.ts'
import type { LeadViewId } from '#shared/domain/ids.ts'

interface BuiltInView {
  readonly id: LeadViewId
  readonly builtIn: NonNullable<LeadView['builtIn']>
  readonly filter: LeadFilterInput
  readonly sort?: LeadSort
  readonly direction?: SortDirection
}

const idOf = (number: number) => `01900000-0000-7000-8000-0000000000${String(number).padStart(2, '0')}` as LeadViewId

/** What every office finds ready, in this order. It is theirs to change from then on: what they delete stays away. */
export const BUILT_IN_VIEWS: readonly BuiltInView[] = [
  { id: idOf(1), builtIn: 'all', filter: {} },
  { id: idOf(2), builtIn: 'mine', filter: { owners: ['me'] } },
  { id: idOf(3), builtIn: 'today', filter: { nextAction: 'today' }, sort: 'next_action' },
  { id: idOf(4), builtIn: 'this_week', filter: { created: { kind: 'this_week' } } },
  {
    id: idOf(5),
    builtIn: 'not_called',
    filter: { notCalledForDays: 14, outcomes: ['new', 'assigned', 'contacted'] },
    sort: 'last_call',
    direction: 'asc',
  },
  { id: idOf(6), builtIn: 'never_answered', filter: { neverAnswered: true } },
  { id: idOf(7), builtIn: 'customers', filter: { outcomes: ['converted'] } },
]
