import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { fromAddress, InboxFilter, isShowingAll, SHOW_ALL, toAddress } from './inbox-filter.ts'

const KEY = 'santral.inbox-filter'

/** The inbox's filter, in the address. Coming back from another page, or tomorrow, finds it as it was left; not what was searched. */
export function useInboxFilter(): [InboxFilter, (filter: InboxFilter) => void] {
  const { view, number, find } = useSearch({ from: '/inbox' })
  const navigate = useNavigate()
  const filter = useMemo(() => fromAddress({ view, number, find }), [view, number, find])
  const change = useCallback(
    (next: InboxFilter) =>
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, ...toAddress(next) }),
        replace: true,
      }),
    [navigate],
  )

  const isFirst = useRef(true)
  useEffect(() => {
    const wasFirst = isFirst.current
    isFirst.current = false
    const left = wasFirst && isShowingAll(filter) ? leftBehind() : SHOW_ALL
    if (isShowingAll(left)) localStorage.setItem(KEY, JSON.stringify({ ...filter, search: '' }))
    else change(left)
  }, [filter, change])
  return [filter, change]
}

function leftBehind(): InboxFilter {
  try {
    return InboxFilter.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'))
  } catch {
    return SHOW_ALL
  }
}
