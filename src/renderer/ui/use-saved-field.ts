import { type QueryKey, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SaveState } from './saved-mark.tsx'

/** Where the values are read and written. */
interface SavedValues<Values extends object> {
  readonly queryKey: QueryKey
  readonly read: () => Promise<Values>
  /** Answers with all of them, as they are then. */
  readonly write: (change: Partial<Values>) => Promise<Values>
}

/** One of several values, saved by itself. The new one stands at once and goes back if it is refused. */
export function useSavedField<Values extends object, Field extends keyof Values>(
  { queryKey, read, write }: SavedValues<Values>,
  field: Field,
) {
  const queries = useQueryClient()
  const { data: values } = useQuery({ queryKey, queryFn: read })
  const mutationKey = [...queryKey, 'save']
  const save = useMutation({
    mutationKey,
    mutationFn: write,
    async onMutate(change) {
      await queries.cancelQueries({ queryKey })
      const before = queries.getQueryData<Values>(queryKey)
      if (before !== undefined) queries.setQueryData<Values>(queryKey, { ...before, ...change })
      return { before }
    },
    onError: (_error, _change, kept) => {
      if (kept?.before !== undefined) queries.setQueryData(queryKey, kept.before)
    },
    // While a later change is on its way, this answer is older than what is shown.
    onSuccess: saved => {
      if (queries.isMutating({ mutationKey }) <= 1) queries.setQueryData(queryKey, saved)
    },
  })
  const state: SaveState = save.isPending ? 'saving' : save.isSuccess ? 'saved' : 'idle'
  return {
    value: values?.[field],
    state,
    save(value: Values[Field]) {
      if (value !== values?.[field]) save.mutate({ [field]: value } as unknown as Partial<Values>)
    },
  }
}
