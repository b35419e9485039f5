import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { AdsRow } from '#shared/contract/insights.ts'
import type { AdsSort } from '#shared/domain/ad-columns.ts'
import { api } from '../../rpc/api.ts'
import type { AdsAsked } from './use-ads.ts'

export type AdsLevel = 'campaign' | 'adset' | 'ad'

const PAGE = 100
const BELOW = { campaign: 'adset', adset: 'ad', ad: null } as const
const NONE: ReadonlySet<string> = new Set()

interface AdsList {
  readonly level: AdsLevel
  readonly parentId: string | null
}

interface Place {
  readonly key: string
  readonly level: AdsLevel
}

/** One line of the tree as it is drawn. */
export type AdsItem =
  | (Place & {
      readonly kind: 'row'
      readonly row: AdsRow
      /** Null: there is nothing in it. */
      readonly isOpen: boolean | null
      /** The line that it was opened from. */
      readonly parent: number | null
    })
  /** A line that is there and not read yet. */
  | (Place & { readonly kind: 'unread'; readonly page: string })
  | (Place & { readonly kind: 'empty' })
  | (Place & { readonly kind: 'problem'; readonly error: Error; readonly retry: () => void })

const keyOf = ({ level, parentId }: AdsList) => `${level} ${parentId ?? ''}`

/**
 * Campaigns with what they were opened into, as one list of lines. However many there are, a hundred of each level are read at first,
 * and the others when somebody scrolls to them: the core sorts all of them, so that their place is known before they are read.
 */
export function useAdsTree(
  asked: AdsAsked & { sort: AdsSort; isAscending: boolean },
  open: ReadonlyMap<string, AdsLevel>,
) {
  const [wanted, setWanted] = useState(NONE)
  const inputOf = ({ level, parentId }: AdsList, page: number) => ({
    ...{ ...asked, level, parentId, offset: page * PAGE, limit: PAGE },
  })
  const root: AdsList = { level: 'campaign', parentId: null }
  const lists = [...open].flatMap(([parentId, level]): AdsList[] => {
    const below = BELOW[level]
    return below === null ? [] : [{ level: below, parentId }]
  })
  const pages = [root, ...lists].flatMap(list => {
    const further = [...wanted]
      .filter(name => name.startsWith(`${keyOf(list)} #`))
      .map(name => Number(name.split('#')[1]))
    return (list === root ? further : [0, ...further]).map(page => ({ list, page }))
  })
  const first = useQuery(
    api.insights.table.queryOptions({ input: inputOf(root, 0), placeholderData: keepPreviousData }),
  )
  const others = useQueries({
    queries: pages.map(({ list, page }) => api.insights.table.queryOptions({ input: inputOf(list, page) })),
  })
  const read = new Map(pages.map(({ list, page }, index) => [`${keyOf(list)} #${page}`, others[index]]))
  read.set(`${keyOf(root)} #0`, first)

  const items: AdsItem[] = []
  function walk(list: AdsList, parent: number | null) {
    const { level } = list
    const key = keyOf(list)
    const begin = read.get(`${key} #0`)
    if (begin?.isError) {
      items.push({ kind: 'problem', key, level, error: begin.error, retry: () => void begin.refetch() })
      return
    }
    const total = begin?.data?.total
    if (total === 0) items.push({ kind: 'empty', key, level })
    for (let index = 0; index < (total ?? 1); index += 1) {
      const page = `${key} #${Math.floor(index / PAGE)}`
      const row = read.get(page)?.data?.rows[index % PAGE]
      if (row === undefined) {
        items.push({ kind: 'unread', key: `${key} ${index}`, level, page })
        continue
      }
      const isOpen = BELOW[level] === null ? null : open.has(row.id)
      items.push({ kind: 'row', key: row.id, level, row, isOpen, parent })
      if (isOpen === true) walk({ level: BELOW[level] as AdsLevel, parentId: row.id }, items.length - 1)
    }
  }
  walk(root, null)

  /** Somebody looks at lines of these pages. */
  const want = useCallback((names: readonly string[]) => {
    setWanted(before => {
      const news = names.filter(name => !name.endsWith('#0') && !before.has(name))
      return news.length === 0 ? before : new Set([...before, ...news])
    })
  }, [])

  return { items, isStale: first.isPlaceholderData, want }
}
