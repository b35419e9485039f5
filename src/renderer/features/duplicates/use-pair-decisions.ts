import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DuplicatePair } from '#shared/contract/duplicates.ts'
import type { DuplicatePairId, LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { showUndoToast } from '../../ui/toast.tsx'

/** Saying that two are one, or that they are two. The one can be undone from the timeline, the other at once. */
export function usePairDecisions() {
  const { t } = useTranslation('duplicates')
  const format = useFormat()
  const queries = useQueryClient()
  const renew = () => queries.invalidateQueries({ queryKey: api.duplicates.key() })
  const merging = useMutation({
    mutationFn: ({ pair, keepId }: { pair: DuplicatePair; keepId: LeadId }) =>
      rpc.leads.merge({ keepId, absorbId: keepId === pair.one.id ? pair.other.id : pair.one.id }),
    onSettled: () => queries.invalidateQueries(),
  })
  const reopening = useMutation(api.duplicates.reopen.mutationOptions({ onSettled: renew }))
  const telling = useMutation(api.duplicates.markDifferent.mutationOptions({ onSettled: renew }))

  return {
    mergingId: merging.isPending ? merging.variables.pair.id : null,
    merge: (pair: DuplicatePair, keepId: LeadId) => {
      if (!merging.isPending) merging.mutate({ pair, keepId })
    },
    tellApart(ids: readonly DuplicatePairId[]): void {
      telling.mutate(
        { ids: [...ids] },
        {
          onSuccess: () =>
            showUndoToast(
              `told-apart-${ids[0]}`,
              t('toldApart', { count: ids.length, formatted: format.number(ids.length) }),
              () => reopening.mutate({ ids: [...ids] }),
            ),
        },
      )
    },
  }
}
