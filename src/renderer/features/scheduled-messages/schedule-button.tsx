import { ActionIcon, Modal, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconClockShare } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Conversation } from '#shared/contract/conversations.ts'
import { type FileId, type MessageId, newId, type TemplateId } from '#shared/domain/ids.ts'
import { LONGEST_CAPTION } from '#shared/domain/message.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import type { TrayFile } from '../conversations/attachment-tray.ts'
import { type Scheduled, ScheduleForm } from './schedule-form.tsx'

interface ScheduleButtonProps {
  readonly conversation: Conversation
  readonly text: string
  /** They go along, each as a message of its own. */
  readonly files: readonly TrayFile[]
  readonly templateId: TemplateId | null
  /** The text is on its way: the field is empty again. */
  readonly onScheduled: () => void
  readonly onTaken: (id: FileId) => void
}

/** Beside the sending: what is written here leaves later. */
export function ScheduleButton({ conversation, text, files, templateId, onScheduled, onTaken }: ScheduleButtonProps) {
  const { t } = useTranslation('scheduledMessages')
  const format = useFormat()
  const queries = useQueryClient()
  const [isOpen, { open, close }] = useDisclosure(false)
  const ids = useRef(new Map<FileId | 'text', MessageId>())
  // The same id again after a lost answer: nothing is scheduled twice.
  const idFor = (part: FileId | 'text'): MessageId => {
    const id = ids.current.get(part) ?? newId<MessageId>()
    ids.current.set(part, id)
    return id
  }
  const create = useMutation({
    meta: { isProblemShown: true },
    async mutationFn({ body, ...when }: Scheduled) {
      const [first] = files
      const isCaption = first !== undefined && body.length <= LONGEST_CAPTION && !first.mime.startsWith('audio/')
      for (const { id: uploadId, form } of files) {
        const caption = isCaption && uploadId === first?.id ? { body, templateId } : { body: '' }
        const message = { id: idFor(uploadId), conversationId: conversation.id, uploadId, form, ...when, ...caption }
        await rpc.scheduledMessages.create(message)
        onTaken(uploadId)
      }
      if (!isCaption && body !== '') {
        await rpc.scheduledMessages.create({
          ...{ id: idFor('text'), conversationId: conversation.id, body, templateId },
          ...when,
        })
      }
      return when.sendAt
    },
    onSuccess(sendAt) {
      ids.current.clear()
      notifications.show({ message: t('scheduled', { when: format.dateTime(sendAt) }) })
      onScheduled()
      close()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.scheduledMessages.key() }),
  })
  return (
    <>
      <Tooltip label={t('scheduleHint')}>
        <ActionIcon size={36} aria-label={t('schedule')} onClick={open}>
          <IconClockShare size={20} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <Modal opened={isOpen} onClose={close} title={t('title')} closeButtonProps={{ 'aria-label': t('frame:close') }}>
        <ScheduleForm
          initial={null}
          text={text}
          localTime={conversation.localTime}
          error={create.error}
          isPending={create.isPending}
          fileNames={files.map(({ name }) => name)}
          onSave={scheduled => create.mutate(scheduled)}
        />
      </Modal>
    </>
  )
}
