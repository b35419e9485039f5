import type { LeadSort } from '#shared/contract/lead-filter.ts'
import type { LeadColumn } from '#shared/contract/lead-views.ts'

interface ColumnLook {
  /** Pixels; with `grow`, at least so many. */
  readonly width: number
  readonly grow: 0 | 1
  /** Where an index serves the order; the others cannot be sorted by. */
  readonly sort?: LeadSort
}

export const COLUMN_LOOKS: Readonly<Record<LeadColumn, ColumnLook>> = {
  phone: { width: 164, grow: 0 },
  stage: { width: 104, grow: 1 },
  owner: { width: 104, grow: 1 },
  source: { width: 116, grow: 1 },
  campaign: { width: 150, grow: 1 },
  form: { width: 140, grow: 1 },
  brand: { width: 110, grow: 1 },
  country: { width: 48, grow: 0 },
  language: { width: 88, grow: 0 },
  tags: { width: 150, grow: 1 },
  score: { width: 60, grow: 0, sort: 'score' },
  last_contact: { width: 104, grow: 0, sort: 'last_contact' },
  last_call: { width: 104, grow: 0, sort: 'last_call' },
  next_action: { width: 112, grow: 0, sort: 'next_action' },
  created: { width: 104, grow: 0, sort: 'created' },
}

/** What everybody begins with. Where there is no room for all of them, the least asked for step back. */
export const USUAL_COLUMNS: readonly LeadColumn[] = [
  'phone',
  'stage',
  'owner',
  'source',
  'country',
  'last_contact',
  'next_action',
  'created',
]

/** Of a row's edges, its box to pick it, and its name. */
const FRAME = 48 + 16 + 160 + 12
const GAP = 12

/** What a table with these needs at least: in a narrower window it is scrolled sideways. */
export function widthOf(columns: readonly LeadColumn[]): number {
  return columns.reduce((all, column) => all + COLUMN_LOOKS[column].width + GAP, FRAME)
}

export function flexOf(column: LeadColumn): { flex: string } {
  const { width, grow } = COLUMN_LOOKS[column]
  return { flex: `${grow} ${grow} ${width}px` }
}
