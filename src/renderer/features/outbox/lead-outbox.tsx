import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OutboxItem } from '#shared/contract/outbox.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'
import { OutboxStateBadge } from './outbox-state.tsx'
import { wordOutboxProblem } from './problem-words.ts'

const SHOWN = 5

interface LeadOutboxProps {
  readonly leadId: LeadId
  readonly className: string | undefined
  readonly titleClassName: string | undefined
}

/** What went to one person by mail and SMS lately, and how it stands. Nothing is said where nothing went. */
export function LeadOutbox({ leadId, className, titleClassName }: LeadOutboxProps) {
  const { t } = useTranslation('outbox')
  const [isWhole, setWhole] = useState(false)
  const { data = [] } = useQuery(api.outbox.ofLead.queryOptions({ input: { leadId } }))
  if (data.length === 0) return null
  const shown = isWhole ? data : data.slice(0, SHOWN)
  return (
    <section className={className} aria-label={t('write.ofLead')}>
      <h3 className={titleClassName}>{t('write.ofLead')}</h3>
      <Stack gap={8}>
        {shown.map(item => (
          <Line key={item.id} item={item} />
        ))}
        {data.length > shown.length && (
          <Text component="button" type="button" size="xs" c="accent" ta="start" onClick={() => setWhole(true)}>
            {t('more')}
          </Text>
        )}
      </Stack>
    </section>
  )
}

function Line({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation('outbox')
  const format = useFormat()
  const now = useNow(60_000)
  const { channel, subject, preview, state, problem, createdAt } = item
  return (
    <Group gap={8} justify="space-between" wrap="nowrap" align="flex-start">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" truncate>
          {subject ?? preview}
        </Text>
        <Text size="xs" c="dimmed" className="tabular">
          {t(`channel.${channel}`)} · {format.moment(createdAt, now)}
        </Text>
        {problem !== null && (
          <Text size="xs" c="var(--santral-broken)">
            {wordOutboxProblem(t, problem).title}
          </Text>
        )}
      </div>
      <OutboxStateBadge state={state} />
    </Group>
  )
}
