import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageId } from '#shared/domain/ids.ts'
import { findDeletionObstacle, findEditObstacle } from '#shared/domain/message-change.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { showProblemToast } from '../../ui/toast.tsx'
import { DeleteForAll } from './delete-for-all.tsx'
import { EarlierForms } from './earlier-forms.tsx'
import { EditMessage } from './edit-message.tsx'
import type { MessageActs } from './message-acts.ts'
import type { ShownMessage } from './shown-message.ts'

/** What a person does with messages of this chat: what their bubbles offer, and the panel and the dialogs in which it is done. */
export function useMessageActs(leadName: string, messages: readonly ShownMessage[]) {
  const { t } = useTranslation('conversations')
  const me = useSignedInStaff()
  const [editedId, setEditedId] = useState<MessageId | null>(null)
  const [deleted, setDeleted] = useState<ShownMessage | null>(null)
  const [earlier, setEarlier] = useState<ShownMessage | null>(null)
  const edited = editedId === null ? undefined : messages.find(({ id }) => id === editedId)

  const onEdit = useCallback(
    (message: ShownMessage) => {
      const obstacle = findEditObstacle(message, coreNow())
      if (obstacle === null) setEditedId(message.id)
      else showProblemToast(t(`change.obstacles.${obstacle}`))
    },
    [t],
  )
  const onDelete = useCallback(
    (message: ShownMessage) => {
      const obstacle = findDeletionObstacle(message, coreNow())
      if (obstacle === null) setDeleted(message)
      else showProblemToast(t(`change.obstacles.${obstacle}`))
    },
    [t],
  )
  const latest = useRef(messages)
  useLayoutEffect(() => {
    latest.current = messages
  })
  const editLast = useCallback(() => {
    const last = latest.current.findLast(({ direction, sentBy }) => direction === 'out' && sentBy === me.id)
    if (last === undefined || findEditObstacle(last, coreNow()) !== null) return false
    setEditedId(last.id)
    return true
  }, [me.id])
  const acts = useMemo(
    (): MessageActs => ({ onEdit, onDelete, onShowEarlier: setEarlier, editLast }),
    [onEdit, onDelete, editLast],
  )

  return {
    acts,
    panel: edited && <EditMessage key={edited.id} message={edited} onClose={() => setEditedId(null)} />,
    dialogs: (
      <>
        <DeleteForAll message={deleted} customerName={leadName} onClose={() => setDeleted(null)} />
        <EarlierForms message={earlier} onClose={() => setEarlier(null)} />
      </>
    ),
  }
}
