import { Button, CopyButton, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconCheck, IconCopy, IconMessage } from '@tabler/icons-react'
import { useState } from 'react'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { usePutInChat } from './use-put-in-chat.ts'

interface MessageStepProps {
  readonly leadId: LeadId
  /** The chat it was booked from; without one the newest. */
  readonly conversationId: ConversationId | null
  /** In the patient's language, ready to be sent. */
  readonly text: string
  readonly title: string
  readonly onDone: () => void
}

/** The message to the patient, ready: into the chat, or onto the clipboard. */
export function MessageStep({ leadId, conversationId, text: prepared, title, onDone }: MessageStepProps) {
  const { t } = useTranslation('appointments')
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? prepared
  const { putting, obstacle } = usePutInChat(leadId)
  return (
    <Stack gap="sm">
      <Text size="sm">{title}</Text>
      <Textarea
        label={t('messageLabel')}
        description={t('messageHint')}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={4_000}
        value={text}
        onChange={event => setTyped(event.currentTarget.value)}
      />
      {putting.error !== null && <ProblemNotice error={putting.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="subtle" color="gray" onClick={onDone}>
          {t('done')}
        </Button>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {t(copied ? 'copied' : 'copyText')}
            </Button>
          )}
        </CopyButton>
        <DisabledReason reason={obstacle}>
          <Button
            data-autofocus
            leftSection={<IconMessage size={16} />}
            loading={putting.isPending}
            onClick={() => putting.mutate({ text, conversationId }, { onSuccess: onDone })}
          >
            {t('putInChat')}
          </Button>
        </DisabledReason>
      </Group>
    </Stack>
  )
}
