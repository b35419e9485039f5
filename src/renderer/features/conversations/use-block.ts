import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationId } from '#shared/domain/ids.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api, rpc } from '../../rpc/api.ts'
import { showProblemToast, showUndoToast } from '../../ui/toast.tsx'

/** Keeps a person away from the number, or lets them in again; what was done can be undone for a while. */
export function useBlock() {
  const { t } = useTranslation('conversations')
  const queries = useQueryClient()
  const wordProblem = useWordProblem()
  return useCallback(
    (id: ConversationId, isBlocked: boolean) => {
      async function set(isAway: boolean): Promise<boolean> {
        try {
          await rpc.conversations.setBlocked({ id, isBlocked: isAway })
          return true
        } catch (problem) {
          showProblemToast(wordProblem(problem))
          return false
        } finally {
          void queries.invalidateQueries({ queryKey: api.conversations.key() })
        }
      }
      void set(isBlocked).then(isDone => {
        if (isDone) {
          showUndoToast(`block-${id}`, isBlocked ? t('block.done') : t('block.undone'), () => void set(!isBlocked))
        }
      })
    },
    [queries, t, wordProblem],
  )
}
