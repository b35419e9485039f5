import { z } from 'zod'
import { LeadSelection } from './bulk-actions.ts'
import { LeadSort, SortDirection } from './lead-filter.ts'
import { ownLeads } from './procedure.ts'

/** `csv` with semicolons, as Excel in Turkish expects; `csv_comma` for everything else that reads such files. */
export const ExportFormat = z.enum(['xlsx', 'csv', 'csv_comma', 'vcard'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** What a file can tell of each lead, in the order in which it usually does. */
export const ExportColumn = z.enum([
  'name',
  'phone',
  'email',
  'stage',
  'owner',
  'source',
  'brand',
  'campaign',
  'form',
  'country',
  'city',
  'language',
  'tags',
  'score',
  'last_contact',
  'last_call',
  'next_action',
  'created',
])
export type ExportColumn = z.infer<typeof ExportColumn>

export const leadExports = {
  /**
   * An address for the file, which is made while it is sent: what changes meanwhile may be in it or not. Consultants take out their
   * own leads only, not those of nobody either. The columns count for tables; a card has what a card has.
   */
  start: ownLeads
    .input(
      z.object({
        selection: LeadSelection,
        format: ExportFormat,
        columns: z.array(ExportColumn).min(1).max(ExportColumn.options.length),
        sort: LeadSort.default('created'),
        direction: SortDirection.nullable().default(null),
      }),
    )
    .output(z.object({ url: z.string() })),
}
