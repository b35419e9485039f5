import { MetaError } from './meta-error.ts'

/** A request as the routes see it. */
export interface GraphRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** Below the version. */
  path: string[]
  params: URLSearchParams
  /** Of this very request, for the links to further pages. */
  url: URL
  token: string | null
}

const DEFAULT_LIMIT = 25
const MOST = 1_000

export interface PageLimits {
  /** More than so many at a time are refused as too much; null: never. */
  mostPerPage: number | null
}

export function limitOf({ params }: GraphRequest, { mostPerPage }: PageLimits): number {
  const text = params.get('limit')
  if (text !== null && !/^[1-9]\d{0,5}$/u.test(text))
    throw new MetaError({ code: 100, message: '(#100) Param limit must be a positive integer' })
  const limit = text === null ? DEFAULT_LIMIT : Number(text)
  if (mostPerPage !== null && limit > mostPerPage)
    throw new MetaError({
      code: 1,
      message: "Please reduce the amount of data you're asking for, then retry your request",
    })
  return Math.min(limit, MOST)
}

/** A cursor is nothing to read from: Meta's are opaque, and these are too. */
export function readCursor({ params }: GraphRequest): string | null {
  const after = params.get('after')
  if (after === null) return null
  const id = Buffer.from(after, 'base64url').toString()
  if (!/^(?:act_)?\d+$/u.test(id)) throw new MetaError({ code: 100, message: '(#100) Invalid parameter: after' })
  return id
}

/** A page of a list: `next` is the id behind which it goes on, null at the end. */
export function describePage(
  request: GraphRequest,
  data: Record<string, unknown>[],
  first: string | null,
  next: string | null,
) {
  const after = next ?? (data.at(-1)?.id as string | undefined) ?? first
  if (after === undefined || after === null) return { data }
  const cursors = { before: cursorOf(first ?? after), after: cursorOf(after) }
  return { data, paging: { cursors, ...(next !== null && { next: linkTo(request, cursors.after) }) } }
}

/** A whole list, cut into the page that was asked for. */
export function pageOf<Item extends { id: string }>(
  request: GraphRequest,
  limits: PageLimits,
  items: readonly Item[],
  describe: (item: Item) => Record<string, unknown>,
) {
  const limit = limitOf(request, limits)
  const after = readCursor(request)
  const from = after === null ? 0 : items.findIndex(item => item.id === after) + 1
  const page = items.slice(from, from + limit)
  const isLast = from + limit >= items.length
  return describePage(request, page.map(describe), page[0]?.id ?? null, isLast ? null : (page.at(-1)?.id ?? null))
}

function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url')
}

/** With the token in it, as Meta's: whoever follows or logs it gives the token away. */
function linkTo({ url, token }: GraphRequest, after: string): string {
  const link = new URL(url)
  link.searchParams.set('after', after)
  if (token !== null) link.searchParams.set('access_token', token)
  return link.href
}
