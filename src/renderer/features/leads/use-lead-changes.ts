import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { LeadId, StaffId, StageId } from '#shared/domain/ids.ts'
import { api, rpc } from '../../rpc/api.ts'
import type { LeadChange } from './lead-cache.ts'
import { changeLeadEverywhere, restoreLeads } from './lead-cache.ts'

/** Moves a lead to a stage, or gives it to somebody: seen at once, taken back with words when the core refuses. */
export function useLeadChanges(leadId: LeadId) {
  const queries = useQueryClient()

  async function showNow(change: LeadChange) {
    return { before: await changeLeadEverywhere(queries, leadId, change) }
  }

  function takeBack(shown: { before: Awaited<ReturnType<typeof changeLeadEverywhere>> } | undefined) {
    if (shown !== undefined) restoreLeads(queries, shown.before)
  }

  async function askAgain() {
    await Promise.all([
      queries.invalidateQueries({ queryKey: api.leads.key() }),
      queries.invalidateQueries({ queryKey: api.conversations.key() }),
    ])
  }

  const moving = useMutation({
    mutationFn: (stageId: StageId) => rpc.leads.moveToStage({ id: leadId, stageId }),
    onMutate: stageId => showNow({ stageId }),
    onError: (_problem, _stageId, shown) => takeBack(shown),
    onSettled: askAgain,
  })
  const assigning = useMutation({
    mutationFn: (ownerId: StaffId | null) => rpc.leads.assign({ id: leadId, ownerId }),
    onMutate: ownerId => showNow({ ownerId }),
    onError: (_problem, _ownerId, shown) => takeBack(shown),
    onSettled: askAgain,
  })
  return { moveToStage: moving.mutate, assign: assigning.mutate }
}
