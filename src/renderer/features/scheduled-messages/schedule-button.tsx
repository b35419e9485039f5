import { ActionIcon, Modal, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconClockShare } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Conversation } from '#shared/contract/conversations.ts'
import { type MessageId, newId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ScheduleForm } from './schedule-form.tsx'

interface ScheduleButtonProps {
  readonly conversation: Conversation
  readonly text: string
  /** The text is on its way: the field is empty again. */
  readonly onScheduled: () => void
}

/** Beside the sending: what is written here leaves later. */
export function ScheduleButton({ conversation, text, onScheduled }: ScheduleButtonProps) {
  const { t } = useTranslation('scheduledMessages')
  const format = useFormat()
  const queries = useQueryClient()
  const [isOpen, { open, close }] = useDisclosure(false)
  const create = useMutation(
    api.scheduledMessages.create.mutationOptions({
      meta: { isProblemShown: true },
      async onSuccess({ sendAt }) {
        await queries.invalidateQueries({ queryKey: api.scheduledMessages.key() })
        notifications.show({ message: t('scheduled', { when: format.dateTime(sendAt) }) })
        onScheduled()
        close()
      },
    }),
  )
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
          onSave={scheduled => create.mutate({ id: newId<MessageId>(), conversationId: conversation.id, ...scheduled })}
        />
      </Modal>
    </>
  )
}
