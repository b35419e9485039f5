import { useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useRef } from 'react'
import { isSet, type LeadsSearch, parseLeadsSearch } from './leads-search.ts'

const KEY = 'santral.leads-filter'

/** The filters of the lead list. Coming back by the rail finds them as they were left. */
export function useLeadsSearch() {
  const search = useSearch({ from: '/leads' })
  const navigate = useNavigate()
  const isHere = useRouterState({ select: ({ location }) => location.pathname.startsWith('/leads') })
  const isFirst = useRef(true)

  // Whoever comes back at once finds this page still there, and comes to it anew all the same.
  useEffect(() => {
    if (!isHere) isFirst.current = true
  }, [isHere])

  useEffect(() => {
    const wasFirst = isFirst.current
    isFirst.current = false
    const left = wasFirst && !isSet(search) ? leftBehind() : {}
    if (isSet(left)) void navigate({ to: '.', search: left, replace: true })
    else sessionStorage.setItem(KEY, JSON.stringify(search))
  }, [search, navigate])

  const change = useCallback(
    (changed: LeadsSearch) =>
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => parseLeadsSearch({ ...before, ...changed }),
        replace: true,
      }),
    [navigate],
  )
  const clear = useCallback(
    () =>
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) =>
          parseLeadsSearch({ sort: before['sort'], dir: before['dir'], layout: before['layout'] }),
        replace: true,
      }),
    [navigate],
  )
  /** Another way of looking altogether: the way back leads to the one before. */
  const show = useCallback((next: LeadsSearch) => void navigate({ to: '.', search: next }), [navigate])
  return { search, change, clear, show }
}

function leftBehind(): LeadsSearch {
  try {
    return parseLeadsSearch(JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, unknown>)
  } catch {
    return {}
  }
}
