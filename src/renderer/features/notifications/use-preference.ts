import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Preferences } from '#shared/contract/preferences.ts'
import { api } from '../../rpc/api.ts'
import type { SaveState } from '../../ui/saved-mark.tsx'

/** One preference of the person at this window, saved by itself. The new value stands at once and goes back if it is refused. */
export function usePreference<Field extends keyof Preferences>(field: Field) {
  const queries = useQueryClient()
  const queryKey = api.preferences.get.queryKey()
  const { data: preferences } = useQuery(api.preferences.get.queryOptions())
  const save = useMutation(
    api.preferences.update.mutationOptions({
      async onMutate(change) {
        await queries.cancelQueries({ queryKey })
        const before = queries.getQueryData(queryKey)
        if (before !== undefined) queries.setQueryData(queryKey, { ...before, ...change })
        return { before }
      },
      onError: (_error, _change, kept) => {
        if (kept?.before !== undefined) queries.setQueryData(queryKey, kept.before)
      },
      onSuccess: saved => queries.setQueryData(queryKey, saved),
    }),
  )
  const state: SaveState = save.isPending ? 'saving' : save.isSuccess ? 'saved' : 'idle'
  return {
    value: preferences?.[field],
    state,
    save: (value: Preferences[Field]) => save.mutate({ [field]: value }),
  }
}
