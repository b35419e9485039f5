import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { AssignmentRule } from '#shared/contract/assignment-rules.ts'
import type { AssignmentRuleId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { moved } from '../stages/moved.ts'

/** Moves a rule to another place: seen at once, and as it was when the core refuses. Says whether it moved. */
export function useRuleOrder(rules: readonly AssignmentRule[]) {
  const queries = useQueryClient()
  const queryKey = api.assignmentRules.list.queryKey()
  const reorder = useMutation(
    api.assignmentRules.reorder.mutationOptions({
      async onMutate({ ids }) {
        await queries.cancelQueries({ queryKey })
        const before = queries.getQueryData(queryKey)
        const byId = new Map<string, AssignmentRule>(before?.map(rule => [rule.id, rule]))
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
  return function move(id: AssignmentRuleId, to: number): boolean {
    const ids = rules.map(rule => rule.id)
    const from = ids.indexOf(id)
    if (from === -1 || to < 0 || to >= ids.length || from === to) return false
    reorder.mutate({ ids: moved(ids, from, to) })
    return true
  }
}
