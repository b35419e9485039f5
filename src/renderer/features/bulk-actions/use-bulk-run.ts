import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BulkAction, LeadSelection } from '#shared/contract/bulk-actions.ts'
import { type BulkRunId, newId } from '#shared/domain/ids.ts'
import { api, rpc } from '../../rpc/api.ts'

/** Starts an action on many, and what can be done about one that runs or has run. */
export function useBulkRun() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: api.bulkActions.key() })
  const starting = useMutation({
    // Chosen before it is sent: an answer that is lost is asked for again under the same id.
    mutationFn: (wanted: { id: BulkRunId; selection: LeadSelection; action: BulkAction }) =>
      rpc.bulkActions.start(wanted),
    onSettled,
  })
  const cancelling = useMutation({ mutationFn: (id: BulkRunId) => rpc.bulkActions.cancel({ id }), onSettled })
  const undoing = useMutation({ mutationFn: (id: BulkRunId) => rpc.bulkActions.undo({ id }), onSettled })
  return {
    /** A refusal is told as every other; what was picked stays picked then. */
    start: (selection: LeadSelection, action: BulkAction, onStarted: () => void): void =>
      starting.mutate({ id: newId<BulkRunId>(), selection, action }, { onSuccess: onStarted }),
    cancel: cancelling.mutate,
    undo: undoing.mutate,
    isStarting: starting.isPending,
  }
}
