import { useWindowEvent } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Conversation } from '#shared/contract/conversations.ts'
import { isForwardable } from '#shared/domain/forwarding.ts'
import type { MessageId } from '#shared/domain/ids.ts'
import { findDeletionObstacle, findEditObstacle } from '#shared/domain/message-change.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { showProblemToast } from '../../ui/toast.tsx'
import { DeleteForAll } from './delete-for-all.tsx'
import { EarlierForms } from './earlier-forms.tsx'
import { EditMessage } from './edit-message.tsx'
import { ForwardDialog } from './forward-dialog.tsx'
import type { MessageActs } from './message-acts.ts'
import { SelectionBar } from './selection-bar.tsx'
import { SendContact } from './send-contact.tsx'
import type { ShownMessage } from './shown-message.ts'

/** What a person does with messages of this chat: what their bubbles offer, and the panel and the dialogs in which it is done. */
export function useMessageActs(conversation: Conversation | undefined, messages: readonly ShownMessage[]) {
  const { t } = useTranslation('conversations')
  const me = useSignedInStaff()
  const [editedId, setEditedId] = useState<MessageId | null>(null)
  const [deleted, setDeleted] = useState<ShownMessage | null>(null)
  const [earlier, setEarlier] = useState<ShownMessage | null>(null)
  const [forwarded, setForwarded] = useState<readonly ShownMessage[] | null>(null)
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<MessageId> | null>(null)
  const [isContactOpen, setIsContactOpen] = useState(false)
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
  const onForward = useCallback(
    (message: ShownMessage) => {
      if (isForwardable(message)) setForwarded([message])
      else showProblemToast(t('forward.cannot'))
    },
    [t],
  )
  const onSelect = useCallback(
    (message: ShownMessage) => {
      if (!isForwardable(message)) return showProblemToast(t('forward.cannot'))
      setSelectedIds(before => {
        const next = new Set(before)
        if (!next.delete(message.id)) next.add(message.id)
        return next
      })
    },
    [t],
  )
  const { mutate: onDropChange } = useMutation({
    mutationFn: ({ id }: ShownMessage) => rpc.messages.dropChange({ id }),
  })
  function endSelecting() {
    setSelectedIds(null)
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-composer]')?.focus())
  }
  // Wherever the focus is: with nothing else open, Escape ends the choosing.
  useWindowEvent('keydown', event => {
    if (event.key === 'Escape' && document.querySelector('[role="dialog"], [role="menu"]') === null)
      setSelectedIds(null)
  })

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
  const channelAccountId = conversation?.channelAccountId ?? null
  const canWrite = conversation !== undefined && conversation.obstacle === null
  const acts = useMemo(
    (): MessageActs => ({
      channelAccountId,
      selectedIds,
      onEdit,
      onDelete,
      onForward,
      onSelect,
      onDropChange,
      onShowEarlier: setEarlier,
      onSendContact: canWrite ? () => setIsContactOpen(true) : null,
      editLast,
    }),
    [channelAccountId, selectedIds, canWrite, onEdit, onDelete, onDropChange, onForward, onSelect, editLast],
  )
  const selected = messages.filter(({ id }) => selectedIds?.has(id))

  return {
    acts,
    panel: (
      <>
        {selectedIds !== null && (
          <SelectionBar count={selected.length} onForward={() => setForwarded(selected)} onClose={endSelecting} />
        )}
        {edited && <EditMessage key={edited.id} message={edited} onClose={() => setEditedId(null)} />}
      </>
    ),
    dialogs: (
      <>
        <DeleteForAll message={deleted} customerName={conversation?.leadName ?? ''} onClose={() => setDeleted(null)} />
        <EarlierForms message={earlier} onClose={() => setEarlier(null)} />
        <ForwardDialog
          messages={forwarded}
          onClose={() => setForwarded(null)}
          onDone={() => {
            setForwarded(null)
            endSelecting()
          }}
        />
        {conversation && (
          <SendContact isOpen={isContactOpen} conversation={conversation} onClose={() => setIsContactOpen(false)} />
        )}
      </>
    ),
  }
}
