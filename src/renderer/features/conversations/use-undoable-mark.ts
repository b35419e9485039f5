import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { ConversationId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api, rpc } from '../../rpc/api.ts'
import { showProblemToast, showUndoToast } from '../../ui/toast.tsx'

/** What is put on a chat or taken off it again. */
interface Mark {
  readonly name: string
  set(id: ConversationId, isOn: boolean): Promise<unknown>
  readonly putOn: 'archived' | 'block.done'
  readonly takenOff: 'unarchived' | 'block.undone'
}

const ARCHIVED: Mark = {
  name: 'archive',
  set: (id, isArchived) => rpc.conversations.archive({ id, isArchived }),
  putOn: 'archived',
  takenOff: 'unarchived',
}
const BLOCKED: Mark = {
  name: 'block',
  set: (id, isBlocked) => rpc.conversations.setBlocked({ id, isBlocked }),
  putOn: 'block.done',
  takenOff: 'block.undone',
}

/** Puts a chat away or takes it back; what was done can be undone for a while. */
export function useArchive() {
  return useUndoableMark(ARCHIVED)
}

/** Keeps a person away from the number, or lets them in again; what was done can be undone for a while. */
export function useBlock() {
  return useUndoableMark(BLOCKED)
}

function useUndoableMark(mark: Mark) {
  const { t } = useTranslation('conversations')
  const queries = useQueryClient()
  const wordProblem = useWordProblem()
  return useCallback(
    (id: ConversationId, isOn: boolean) => {
      async function set(isWanted: boolean): Promise<boolean> {
        try {
          await mark.set(id, isWanted)
          return true
        } catch (problem) {
          showProblemToast(wordProblem(problem))
          return false
        } finally {
          void queries.invalidateQueries({ queryKey: api.conversations.key() })
        }
      }
      void set(isOn).then(isDone => {
        if (isDone) showUndoToast(`${mark.name}-${id}`, t(isOn ? mark.putOn : mark.takenOff), () => void set(!isOn))
      })
    },
    [mark, queries, t, wordProblem],
  )
}
