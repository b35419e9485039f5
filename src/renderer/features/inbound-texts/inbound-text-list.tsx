import { ActionIcon, Anchor, Badge, Button, Center, Group, Stack, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconMessageReply, IconMessages, IconRotate } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { InboundText } from '#shared/contract/inbound-texts.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { WriteDialog } from '../outbox/write-dialog.tsx'

const PAGE = 50

/** What people wrote by SMS and official WhatsApp; read, or answered on the spot. */
export function InboundTextList() {
  const { t } = useTranslation('outbox')
  const [answered, setAnswered] = useState<{ id: LeadId; name: string } | null>(null)
  const texts = useInfiniteQuery(
    api.inboundTexts.list.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: PAGE }),
      initialPageParam: null,
      getNextPageParam: last => last.nextCursor,
    }),
  )
  const items = texts.data?.pages.flatMap(page => page.items) ?? []
  if (texts.error) return <ProblemNotice error={texts.error} onRetry={() => void texts.refetch()} />
  if (texts.data && items.length === 0) {
    return (
      <EmptyState icon={<IconMessages size={32} stroke={1.4} aria-hidden="true" />} title={t('inbound.empty')}>
        {t('inbound.emptyHint')}
      </EmptyState>
    )
  }
  return (
    <Stack gap={0} role="list" aria-label={t('inbound.tab')}>
      {items.map(item => (
        <TextRow
          key={item.id}
          item={item}
          onAnswer={() => item.leadId !== null && setAnswered({ id: item.leadId, name: item.leadName ?? item.address })}
        />
      ))}
      {texts.hasNextPage && (
        <Center py="md">
          <Button variant="default" loading={texts.isFetchingNextPage} onClick={() => void texts.fetchNextPage()}>
            {t('more')}
          </Button>
        </Center>
      )}
      <WriteDialog lead={answered} isOpen={answered !== null} onClose={() => setAnswered(null)} />
    </Stack>
  )
}

function TextRow({ item, onAnswer }: { readonly item: InboundText; onAnswer(): void }) {
  const { t } = useTranslation('outbox')
  const format = useFormat()
  const now = useNow(60_000)
  const queries = useQueryClient()
  const mark = useMutation(
    api.inboundTexts.markRead.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.inboundTexts.key() }),
    }),
  )
  const { id, leadId, channel, address, body, receivedAt, isOptOut } = item
  const isRead = mark.isPending ? mark.variables.isRead : item.isRead
  const name = item.leadName ?? address
  return (
    <Group
      role="listitem"
      justify="space-between"
      wrap="nowrap"
      gap="md"
      py={10}
      style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}
    >
      <Stack gap={2} miw={0} flex={1}>
        <Group gap={8} wrap="nowrap">
          {leadId === null ? (
            <Text size="sm" fw={600} truncate>
              {name}
            </Text>
          ) : (
            <Anchor
              size="sm"
              fw={isRead ? 500 : 700}
              truncate
              renderRoot={props => <Link to="/leads/$leadId/page" params={{ leadId }} {...props} />}
            >
              {name}
            </Anchor>
          )}
          <Badge size="sm" variant="light" color="gray" tt="none" style={{ flex: 'none' }}>
            {t(`channel.${channel}`)}
          </Badge>
          {isOptOut && (
            <Badge size="sm" variant="light" color="red" tt="none" style={{ flex: 'none' }}>
              {t('inbound.optOut')}
            </Badge>
          )}
          <Text size="xs" c="dimmed" className="tabular" style={{ flex: 'none' }}>
            {format.moment(receivedAt, now)}
          </Text>
        </Group>
        <Text size="sm" fw={isRead ? 400 : 600} style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {body}
        </Text>
      </Stack>
      <Group gap={4} wrap="nowrap">
        {leadId !== null && !isOptOut && (
          <Tooltip label={t('inbound.answer')}>
            <ActionIcon
              aria-label={t('inbound.answerOf', { name })}
              onClick={() => {
                if (!isRead) mark.mutate({ id, isRead: true })
                onAnswer()
              }}
            >
              <IconMessageReply size={18} />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t(isRead ? 'inbound.markUnread' : 'inbound.markRead')}>
          <ActionIcon
            aria-label={t(isRead ? 'inbound.markUnreadOf' : 'inbound.markReadOf', { name })}
            onClick={() => mark.mutate({ id, isRead: !isRead })}
          >
            {isRead ? <IconRotate size={18} /> : <IconCheck size={18} />}
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  )
}
