import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { moved } from './moved.ts'

interface Ordered {
  readonly id: string
}

interface OrderProps<Item extends Ordered> {
  readonly items: readonly Item[]
  /** Of the query that lists them. */
  readonly queryKey: QueryKey
  /** Keeps the whole order, and answers with it. */
  save(ids: Item['id'][]): Promise<readonly Item[]>
}

/** Moves one of a list to another place: seen at once, and as it was when the core refuses. Says whether it moved. */
export function useOrder<Item extends Ordered>({ items, queryKey, save }: OrderProps<Item>) {
  const queries = useQueryClient()
  const reorder = useMutation({
    mutationFn: save,
    async onMutate(ids: Item['id'][]) {
      await queries.cancelQueries({ queryKey })
      const before = queries.getQueryData<readonly Item[]>(queryKey)
      const byId = new Map<string, Item>(before?.map(item => [item.id, item]))
      queries.setQueryData(
        queryKey,
        ids.flatMap(id => byId.get(id) ?? []),
      )
      return { before }
    },
    onError: (_error, _ids, kept) => {
      if (kept?.before !== undefined) queries.setQueryData(queryKey, kept.before)
    },
    onSuccess: saved => queries.setQueryData(queryKey, saved),
  })
  return function move(id: Item['id'], to: number): boolean {
    const ids = items.map(item => item.id)
    const from = ids.indexOf(id)
    if (from === -1 || to < 0 || to >= ids.length || from === to) return false
    reorder.mutate(moved(ids, from, to))
    return true
  }
}
