import { KEPT_AT_META, OVERLAP } from '#shared/domain/meta-sync.ts'
import type { EntryWindow } from './lead-source.ts'

/** About so many entries are asked for between two moments at which it is noted how far a fetch is. */
const ENTRIES_A_WINDOW = 1_000
const MOST_WINDOWS = 200

interface FetchedForm {
  readonly cursorAt: number | null
  readonly isCaughtUp: boolean
  readonly leadsCount: number | null
  readonly expiredCount: number | null
}

/**
 * What to ask for, the oldest first. Meta gives entries in no promised order, so a fetch is only known to have everything up to some
 * moment once all of a window is stored: a first fetch of a hundred thousand is cut into windows, and one that was killed goes on with
 * the window that it was in. The bounds between them are of our clock and only divide the work: the first and the last are open.
 */
export function windowsOf(form: FetchedForm, now: number): EntryWindow[] {
  const after = form.cursorAt === null ? null : form.cursorAt - OVERLAP
  const expected = Math.max(0, (form.leadsCount ?? 0) - (form.expiredCount ?? 0))
  const pieces = form.isCaughtUp ? 1 : Math.min(MOST_WINDOWS, Math.ceil(expected / ENTRIES_A_WINDOW))
  const start = Math.max(after ?? 0, now - KEPT_AT_META)
  if (pieces <= 1 || start >= now) return [{ after, before: null }]
  const step = (now - start) / pieces
  const bounds = Array.from({ length: pieces - 1 }, (_, index) => Math.round(start + step * (index + 1)))
  return [
    { after, before: bounds[0] ?? null },
    ...bounds.map((bound, index) => ({ after: bound - 1_000, before: bounds[index + 1] ?? null })),
  ]
}
