import { Alert, Code, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { IconPaperclip } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { OutboxItem, OutboxMessage } from '#shared/contract/outbox.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { senderName } from '../senders/sender-words.ts'
import { OutboxStateBadge } from './outbox-state.tsx'
import { OutboxProblemText } from './problem-text.tsx'

/** Everything about one message: its whole text, what went along, and what became of it when. */
export function OutboxDetails({ item, onClose }: { readonly item: OutboxItem | null; onClose(): void }) {
  const { t } = useTranslation('outbox')
  return (
    <Modal
      opened={item !== null}
      onClose={onClose}
      size="lg"
      title={item?.name ?? item?.address}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      {item && <Loaded item={item} />}
    </Modal>
  )
}

function Loaded({ item: { id } }: { readonly item: OutboxItem }) {
  const { data, error } = useQuery(api.outbox.get.queryOptions({ input: { id } }))
  if (error) return <ProblemNotice error={error} />
  return data ? <Whole message={data} /> : <Skeleton height={180} />
}

function Whole({ message }: { readonly message: OutboxMessage }) {
  const { t } = useTranslation('outbox')
  const format = useFormat()
  const { state, channel, sender, address, subject, body, problem, template, attachments } = message
  const { createdAt, triedAt, sentAt, deliveredAt } = message
  const moments = [
    t('createdAt', { time: format.dateTime(createdAt) }),
    ...(triedAt === null ? [] : [t('triedAt', { time: format.dateTimeSeconds(triedAt) })]),
    ...(sentAt === null ? [] : [t('sentAt', { time: format.dateTimeSeconds(sentAt) })]),
    ...(deliveredAt === null ? [] : [t('deliveredAt', { time: format.dateTime(deliveredAt) })]),
  ]
  return (
    <Stack gap="md">
      <Group gap="sm">
        <OutboxStateBadge state={state} />
        <Text size="sm">{t(`channel.${channel}`)}</Text>
        <Text size="sm" c="dimmed" className="tabular">
          {channel === 'email' ? address : format.phone(address)}
        </Text>
        {sender !== null && (
          <Text size="sm" c="dimmed">
            {t('carriedBy', { name: senderName(t, sender) })}
          </Text>
        )}
      </Group>
      {problem !== null && (
        <Alert variant="light" color={state === 'unknown' ? 'yellow' : 'red'} p="sm">
          <OutboxProblemText problem={problem} />
        </Alert>
      )}
      {subject !== null && (
        <Text size="sm" fw={600}>
          {subject}
        </Text>
      )}
      <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} aria-label={t('body')}>
        {body}
      </Text>
      {template !== null && (
        <Text size="xs" c="dimmed">
          {t('template', { id: template.contentSid })} <Code>{JSON.stringify(template.variables)}</Code>
        </Text>
      )}
      {attachments.map(({ name }) => (
        <Group key={name} gap={6}>
          <IconPaperclip size={14} aria-hidden="true" />
          <Text size="sm">{name}</Text>
        </Group>
      ))}
      <Stack gap={2}>
        {moments.map(moment => (
          <Text key={moment} size="xs" c="dimmed" className="tabular">
            {moment}
          </Text>
        ))}
      </Stack>
    </Stack>
  )
}
