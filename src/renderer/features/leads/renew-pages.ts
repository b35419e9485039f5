import type { InfiniteData } from '@tanstack/react-query'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'

/** The most that a page may hold by the contract. */
const MOST_ON_PAGE = 200

interface LeadPage {
  readonly items: LeadSummary[]
  readonly nextCursor: string | null
}
export type LeadPages = readonly LeadPage[]

export interface RenewalPlan {
  readonly touched: ReadonlySet<LeadId>
  /** Something may have come to the head of the list. */
  readonly isTopTouched: boolean
}

/**
 * Asks again only for the pages where something may stand differently. Each page keeps its end, the last row that nothing touched, so
 * that the pages behind it stay as they are; where the end itself has moved, the next page is asked for from the new end on.
 */
export async function renewPages(
  { pages, pageParams }: InfiniteData<LeadPage, string | null>,
  { touched, isTopTouched }: RenewalPlan,
  ask: (cursor: string | null, limit: number) => Promise<LeadPage>,
): Promise<InfiniteData<LeadPage, string | null>> {
  const renewed: LeadPage[] = []
  const cursors: (string | null)[] = []
  let moved: { readonly to: string } | null = null
  for (const [index, page] of pages.entries()) {
    const cursor: string | null = moved === null ? (pageParams[index] ?? null) : moved.to
    cursors.push(cursor)
    const isWanted: boolean =
      moved !== null || (isTopTouched && index === 0) || page.items.some(lead => touched.has(lead.id))
    if (!isWanted) {
      renewed.push(page)
      continue
    }
    const answer: LeadPage = await ask(cursor, Math.min(MOST_ON_PAGE, Math.max(1, page.items.length + touched.size)))
    const fresh: LeadPage = endWhere(page, answer, touched) ?? answer
    renewed.push(fresh)
    if (fresh.nextCursor === null) break
    moved = fresh.nextCursor === page.nextCursor ? null : { to: fresh.nextCursor }
  }
  return { pages: renewed, pageParams: cursors }
}

/** What was answered, up to the row with which the page ended before; null where that row has moved itself. */
function endWhere(before: LeadPage, answer: LeadPage, touched: ReadonlySet<LeadId>): LeadPage | null {
  const last = before.items.at(-1)
  if (before.nextCursor === null || last === undefined || touched.has(last.id)) return null
  const end = answer.items.findIndex(lead => lead.id === last.id)
  return end === -1 ? null : { items: answer.items.slice(0, end + 1), nextCursor: before.nextCursor }
}
