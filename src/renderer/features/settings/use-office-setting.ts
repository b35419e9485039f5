import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OfficeSettings } from '#shared/contract/settings.ts'
import { api } from '../../rpc/api.ts'
import type { SaveState } from '../../ui/saved-mark.tsx'

/** One field of the office's settings, saved by itself. The new value stands at once and goes back if it is refused. */
export function useOfficeSetting<Field extends keyof OfficeSettings>(field: Field) {
  const queries = useQueryClient()
  const queryKey = api.settings.get.queryKey()
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const save = useMutation(
    api.settings.update.mutationOptions({
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
    value: settings?.[field],
    state,
    save(value: OfficeSettings[Field]) {
      if (value !== settings?.[field]) save.mutate({ [field]: value })
    },
  }
}
