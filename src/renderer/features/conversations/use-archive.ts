import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationId } from '#shared/domain/ids.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api, rpc } from '../../rpc/api.ts'
import { showProblemToast, showUndoToast } from '../../ui/toast.tsx'

/** Puts a chat away or takes it back; what was done can be undone for a while. */
export function useArchive() {
  const { t } = useTranslation('conversations')
  const queries = useQueryClient()
  const wordProblem = useWordProblem()
  return useCallback(
    (id: ConversationId, isArchived: boolean) => {
      async function put(isAway: boolean): Promise<boolean> {
        try {
          await rpc.conversations.archive({ id, isArchived: isAway })
          return true
        } catch (problem) {
          showProblemToast(wordProblem(problem))
          return false
        } finally {
          void queries.invalidateQueries({ queryKey: api.conversations.key() })
        }
      }
      void put(isArchived).then(isDone => {
        if (isDone) {
          showUndoToast(`archive-${id}`, isArchived ? t('archived') : t('unarchived'), () => void put(!isArchived))
        }
      })
    },
    [queries, t, wordProblem],
  )
}
