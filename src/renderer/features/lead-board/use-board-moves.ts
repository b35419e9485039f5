import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId, StageId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { subscribeToAppEvents } from '../../rpc/app-events.ts'
import { showUndoToast } from '../../ui/toast.tsx'
import { changeLeadEverywhere, restoreLeads } from '../leads/lead-cache.ts'
import { useStages } from '../leads/use-office-people.ts'
import { askReason } from '../rejection-reasons/ask-reason.tsx'
import { askForSale } from '../sales/ask-for-sale.tsx'

type Moved = ReadonlyMap<LeadId, LeadSummary>

interface Move {
  readonly lead: LeadSummary
  readonly stageId: StageId
  readonly reason: string | null
  readonly isUndo: boolean
  /** Told when the card is about to stand in its new column. */
  readonly onShown?: (() => void) | undefined
}

const NOBODY: Moved = new Map()
/** Counts that have to be counted are counted again about once in this time, however much happens. */
const COUNT_AGAIN_MS = 3_000

/**
 * Moves cards: seen at once, with the way back in a toast, taken back with words when the core refuses. `moved` are those that were
 * moved at this board: they stay on top of their column until the filter changes or somebody moves them on.
 */
export function useBoardMoves(boardKey: string) {
  const { t } = useTranslation('leadBoard')
  const queries = useQueryClient()
  const { stageOf } = useStages()
  const [kept, setKept] = useState({ boardKey, moved: NOBODY })
  const moved = kept.boardKey === boardKey ? kept.moved : NOBODY
  const present = useRef(moved)
  useEffect(() => {
    present.current = moved
  }, [moved])

  const put = useCallback(
    (id: LeadId, lead: LeadSummary | undefined) => {
      setKept(before => {
        const after = new Map(before.boardKey === boardKey ? before.moved : NOBODY)
        after.delete(id)
        if (lead !== undefined) after.set(id, lead)
        return { boardKey, moved: after }
      })
    },
    [boardKey],
  )

  const moving = useMutation({
    async mutationFn({ lead, stageId, reason }: Move) {
      const isGivenUp = stageOf(lead.stageId)?.outcome === 'rejected'
      const reasonBefore = isGivenUp ? (await rpc.leads.get({ id: lead.id })).rejectionReason : null
      return { lead: await rpc.leads.moveToStage({ id: lead.id, stageId, reason }), reasonBefore }
    },
    async onMutate({ lead, stageId, onShown }) {
      onShown?.()
      const stood = present.current.get(lead.id)
      put(lead.id, { ...lead, stageId })
      return { stood, before: await changeLeadEverywhere(queries, lead.id, { stageId }) }
    },
    onError(_problem, { lead }, shown) {
      put(lead.id, shown?.stood)
      if (shown !== undefined) restoreLeads(queries, shown.before)
    },
    onSuccess({ lead, reasonBefore }, { lead: before, stageId, isUndo }) {
      put(lead.id, lead)
      if (isUndo) return
      const stage = stageOf(stageId)
      const wasCustomer = stageOf(before.stageId)?.outcome === 'converted'
      showUndoToast(`lead-stage-${lead.id}`, t('moved', { name: lead.name, stage: stage?.name ?? '' }), () =>
        moving.mutate({ lead, stageId: before.stageId, reason: reasonBefore, isUndo: true }),
      )
      if (stage?.outcome === 'converted' && !wasCustomer) askForSale(lead.id, lead.name)
    },
    onSettled: () =>
      Promise.all(
        [api.leadBoard.key(), api.leads.count.key(), api.leads.stats.key(), api.conversations.key()].map(queryKey =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  })

  useEffect(() => {
    let counting: ReturnType<typeof setTimeout> | null = null
    const stopListening = subscribeToAppEvents(event => {
      if (event.type !== 'lead.changed' && event.type !== 'lead.deleted') return
      counting ??= setTimeout(() => {
        counting = null
        void queries.invalidateQueries({ queryKey: api.leads.count.key() })
      }, COUNT_AGAIN_MS)
      const { leadId } = event
      if (present.current.has(leadId)) void lookAgain(leadId)
    })
    /** Somebody else may have moved it on, given it away or deleted it. */
    async function lookAgain(leadId: LeadId): Promise<void> {
      const lead = await rpc.leads.get({ id: leadId }).catch(() => undefined)
      const shown = present.current.get(leadId)
      if (shown !== undefined) put(leadId, lead?.stageId === shown.stageId ? lead : undefined)
    }
    return () => {
      stopListening()
      if (counting !== null) clearTimeout(counting)
    }
  }, [queries, put])

  function move(lead: LeadSummary, stageId: StageId, onShown: () => void): void {
    if (lead.stageId === stageId) return
    const start = (reason: string | null) => moving.mutate({ lead, stageId, reason, isUndo: false, onShown })
    if (stageOf(stageId)?.outcome === 'rejected') askReason(lead.name, start)
    else start(null)
  }

  return { moved, move }
}
