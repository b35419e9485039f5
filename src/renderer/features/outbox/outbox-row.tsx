import { Anchor, Button, Group, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { OutboxItem } from '#shared/contract/outbox.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'
import { usePriceWords } from '../senders/use-price-words.ts'
import { OutboxStateBadge } from './outbox-state.tsx'
import { wordOutboxProblem } from './problem-words.ts'
import { useDecisions } from './use-decisions.tsx'

const CAUSES = ['reminder', 'new_lead', 'report', 'campaign', 'manual', 'test'] as const

/** One message: to whom, what, how it stands, what it cost, and what a person may do about it. */
export function OutboxRow({ item, onOpen }: { readonly item: OutboxItem; onOpen(): void }) {
  const { t } = useTranslation('outbox')
  const format = useFormat()
  const now = useNow(60_000)
  const price = usePriceWords()
  const { channel, leadId, name, address, subject, preview, cause, state, problem, segments, cost } = item
  const why = CAUSES.find(one => one === cause) ?? 'other'
  const to = name ?? (channel === 'email' ? address : format.phone(address))
  const when = item.deliveredAt ?? item.sentAt ?? item.triedAt ?? item.createdAt
  return (
    <Table.Tr>
      <Table.Td>
        {leadId === null ? (
          <Text size="sm" fw={500} truncate>
            {to}
          </Text>
        ) : (
          <Anchor
            size="sm"
            fw={500}
            renderRoot={props => <Link to="/leads/$leadId/page" params={{ leadId }} {...props} />}
          >
            {to}
          </Anchor>
        )}
        <Text size="xs" c="dimmed" className="tabular" truncate>
          {channel === 'email' ? address : format.phone(address)}
        </Text>
      </Table.Td>
      <Table.Td maw={360}>
        <Anchor
          component="button"
          type="button"
          size="sm"
          c="var(--mantine-color-text)"
          ta="start"
          truncate
          display="block"
          maw="100%"
          aria-label={t('openOf', { name: to })}
          onClick={onOpen}
        >
          {subject ?? preview}
        </Anchor>
        <Text size="xs" c="dimmed">
          {t(`channel.${channel}`)} · {t(`cause.${why}`)}
        </Text>
      </Table.Td>
      <Table.Td maw={260}>
        <OutboxStateBadge state={state} />
        {problem !== null && (
          <Text size="xs" c="dimmed" mt={2}>
            {wordOutboxProblem(t, problem).title}
          </Text>
        )}
        {state === 'queued' && item.attempts > 0 && (
          <Text size="xs" c="dimmed">
            {t('triesAgain', { count: item.attempts + 1 })}
          </Text>
        )}
        {state === 'queued' && item.sendAfter !== null && item.sendAfter > now && (
          <Text size="xs" c="dimmed" className="tabular">
            {t('waitsUntil', { time: format.moment(item.sendAfter, now) })}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {segments !== null && (
          <Text size="sm" className="tabular">
            {t('segments', { count: segments })}
          </Text>
        )}
        {cost !== null && (
          <Text size="xs" c="dimmed" className="tabular">
            {price(cost)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Text size="sm" className="tabular">
          {format.moment(when, now)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Decisions item={item} name={to} />
      </Table.Td>
    </Table.Tr>
  )
}

function Decisions({ item, name }: { readonly item: OutboxItem; readonly name: string }) {
  const { t } = useTranslation('outbox')
  const { canRetry, canMarkSent, canCancel, isDeciding, retry, markSent, cancel } = useDecisions(item)
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {canMarkSent && (
        <Button size="xs" disabled={isDeciding} aria-label={t('markSentOf', { name })} onClick={markSent}>
          {t('markSent')}
        </Button>
      )}
      {canRetry && (
        <Button size="xs" variant="default" disabled={isDeciding} aria-label={t('retryOf', { name })} onClick={retry}>
          {t('retry')}
        </Button>
      )}
      {canCancel && (
        <Button size="xs" variant="default" disabled={isDeciding} aria-label={t('cancelOf', { name })} onClick={cancel}>
          {t('cancel')}
        </Button>
      )}
    </Group>
  )
}
