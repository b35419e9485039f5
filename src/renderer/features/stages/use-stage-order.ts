import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Stage } from '#shared/contract/stages.ts'
import type { StageId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { moved } from './moved.ts'

/** Moves a stage to another place. The list shows the new order at once and the old one again if it is refused. */
export function useStageOrder(stages: readonly Stage[]) {
  const queries = useQueryClient()
  const queryKey = api.stages.list.queryKey()
  const reorder = useMutation(
    api.stages.reorder.mutationOptions({
      async onMutate({ ids }) {
        await queries.cancelQueries({ queryKey })
        const before = queries.getQueryData(queryKey)
        const byId = new Map<string, Stage>(before?.map(stage => [stage.id, stage]))
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
    }),
  )
  return function move(id: StageId, to: number): void {
    const ids = stages.map(stage => stage.id)
    const from = ids.indexOf(id)
    if (from === -1 || to < 0 || to >= ids.length || from === to) return
    reorder.mutate({ ids: moved(ids, from, to) })
  }
}
