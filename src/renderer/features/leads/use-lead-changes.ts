import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Lead } from '#shared/contract/leads.ts'
import type { LeadId, StaffId, StageId } from '#shared/domain/ids.ts'
import { api, rpc } from '../../rpc/api.ts'
import { askReason } from '../rejection-reasons/ask-reason.tsx'
import { askForSale } from '../sales/ask-for-sale.tsx'
import type { LeadChange } from './lead-cache.ts'
import { changeLeadEverywhere, restoreLeads } from './lead-cache.ts'
import { useStages } from './use-office-people.ts'

interface Move {
  readonly stageId: StageId
  readonly reason: string | null
  /** They become a customer by it. */
  readonly asksForSale: boolean
}

/**
 * Moves a lead to a stage, or gives it to somebody: seen at once, taken back with words when the core refuses. Whoever gives a lead
 * up is asked why first; whoever makes a customer of one is asked for the sale afterwards.
 */
export function useLeadChanges(leadId: LeadId) {
  const queries = useQueryClient()
  const { stageOf } = useStages()

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
    mutationFn: ({ stageId, reason }: Move) => rpc.leads.moveToStage({ id: leadId, stageId, reason }),
    onMutate: ({ stageId }) => showNow({ stageId }),
    // Told here and not to the one call: the row of a list may be gone by then.
    onSuccess: (lead, { asksForSale }) => asksForSale && askForSale(lead.id, lead.name),
    onError: (_problem, _move, shown) => takeBack(shown),
    onSettled: askAgain,
  })
  const assigning = useMutation({
    mutationFn: (ownerId: StaffId | null) => rpc.leads.assign({ id: leadId, ownerId }),
    onMutate: ownerId => showNow({ ownerId }),
    onError: (_problem, _ownerId, shown) => takeBack(shown),
    onSettled: askAgain,
  })

  function moveToStage(stageId: StageId): void {
    const known = queries.getQueryData<Lead>(api.leads.get.queryKey({ input: { id: leadId } }))
    if (known?.stageId === stageId) return
    const outcome = stageOf(stageId)?.outcome
    const isCustomer = known !== undefined && stageOf(known.stageId)?.outcome === 'converted'
    if (outcome === 'rejected')
      askReason(known?.name ?? null, reason => moving.mutate({ stageId, reason, asksForSale: false }))
    else moving.mutate({ stageId, reason: null, asksForSale: outcome === 'converted' && !isCustomer })
  }

  return { moveToStage, assign: assigning.mutate }
}
