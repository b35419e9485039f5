import { z } from 'zod'
import { AdsColumn } from '../domain/ad-columns.ts'
import { QuietHours } from '../domain/notice-rules.ts'
import { LeadColumns } from './lead-views.ts'
import { signedIn } from './procedure.ts'

/** What one person wants, on whichever PC they sit. What belongs to the office is in its settings. */
export const Preferences = z.object({
  showsToasts: z.boolean(),
  playsSound: z.boolean(),
  showsDesktopNotices: z.boolean(),
  /** Nobody is told of anything then; by the office's clock. */
  quietHours: QuietHours.nullable(),
  /** Only messages of leads that are theirs; not of nobody's, and not of colleagues'. */
  onlyOwnLeads: z.boolean(),
  /** What the list of leads shows of each; null: the usual ones, as many as there is room for. */
  leadColumns: LeadColumns.nullable(),
  /** What the table of the ads shows; null: the usual. */
  adsColumns: z.array(AdsColumn).max(30).nullable(),
})
export type Preferences = z.infer<typeof Preferences>

export const preferences = {
  get: signedIn.output(Preferences),
  /** Saves the given fields only. */
  update: signedIn.input(Preferences.partial()).output(Preferences),
}
