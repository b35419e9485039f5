import { ActionIcon, Anchor, Button, Group, Loader, Popover, Progress, Stack, Text } from '@mantine/core'
import { IconHistory, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { AdsAccount } from '#shared/contract/insights.ts'
import type { AdAccountId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { useNow } from '../../ui/use-now.ts'
import { ReadingHistory } from './reading-history.tsx'
import { useReadingProblem } from './use-reading-problem.ts'

/** As far back as Meta goes; the core knows where that is. */
const ALL = '2000-01-01'

/** How fresh the figures are, reading them now, and how far back they go. */
export function AccountStates({ accounts }: { readonly accounts: readonly AdsAccount[] }) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const now = useNow(30_000)
  const [history, setHistory] = useState<AdAccountId | null>(null)
  const oldest = accounts.some(({ asOf }) => asOf === null) ? null : Math.min(...accounts.map(({ asOf }) => asOf ?? 0))
  const isReading = accounts.some(({ running }) => running !== null)
  const severity = accounts.some(({ problem }) => problem !== null) ? 'waiting' : 'good'
  return (
    <>
      <Popover width={380} position="bottom-end" trapFocus>
        <Popover.Target>
          <Button variant="default" leftSection={isReading ? <Loader size={14} /> : <StatusDot severity={severity} />}>
            {oldest === null ? t('notRead') : t('asOf', { when: format.moment(oldest, now) })}
          </Button>
        </Popover.Target>
        <Popover.Dropdown mah={460} style={{ overflowY: 'auto' }}>
          <Stack gap="md">
            {accounts.map(account => (
              <AccountState key={account.id} account={account} onHistory={() => setHistory(account.id)} />
            ))}
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <ReadingHistory accountId={history} onClose={() => setHistory(null)} />
    </>
  )
}

function AccountState({ account, onHistory }: { readonly account: AdsAccount; readonly onHistory: () => void }) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const now = useNow(30_000)
  const { wordProblem, isMendedAtMeta } = useReadingProblem()
  const queries = useQueryClient()
  const renew = () => queries.invalidateQueries({ queryKey: api.insights.key() })
  const sync = useMutation(api.insights.sync.mutationOptions({ onSettled: renew }))
  const cancel = useMutation(api.insights.cancelSync.mutationOptions({ onSettled: renew }))
  const older = useMutation(api.insights.setBackfill.mutationOptions({ onSettled: renew }))
  const { id: accountId, asOf, coveredFrom, backfill, running, problem, retryAt } = account
  return (
    <Stack gap={6}>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={500} truncate title={account.name}>
            {account.name}
          </Text>
          <Text size="xs" c="dimmed">
            {`${account.currency} · ${account.timeZone}`}
          </Text>
        </div>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('historyOf', { name: account.name })}
            onClick={onHistory}
          >
            <IconHistory size={16} />
          </ActionIcon>
          {running === null ? (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconRefresh size={14} />}
              loading={sync.isPending}
              disabled={!account.isUsable}
              onClick={() => sync.mutate({ accountId })}
            >
              {t('syncNow')}
            </Button>
          ) : (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlayerStop size={14} />}
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ accountId, which: 'recent' })}
            >
              {t('stop')}
            </Button>
          )}
        </Group>
      </Group>
      <Text size="xs" c="dimmed">
        {[
          account.isUsable ? null : t('notConnected'),
          asOf === null ? t('notRead') : t('asOf', { when: format.moment(asOf, now) }),
          coveredFrom === null ? null : t('coveredFrom', { day: format.calendarDay(coveredFrom) }),
        ]
          .filter(part => part !== null)
          .join(' · ')}
      </Text>
      {problem !== null && (
        <Text size="xs" c="orange" role="alert">
          {wordProblem(problem)}
          {retryAt !== null && retryAt > now && ` ${t('retryAt', { when: format.moment(retryAt, now) })}`}
          {isMendedAtMeta(problem) && (
            <>
              {' '}
              <Anchor component={Link} to="/settings/meta" inherit>
                {t('emptyAction')}
              </Anchor>
            </>
          )}
        </Text>
      )}
      {backfill !== null && (
        <Stack gap={4} role="status">
          <Group justify="space-between" gap="xs">
            <Text size="xs">{t('backfilling', { share: format.percent(Math.round(backfill.share * 100)) })}</Text>
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              onClick={() => cancel.mutate({ accountId, which: 'backfill' })}
            >
              {t('stop')}
            </Button>
          </Group>
          <Progress size="sm" value={backfill.share * 100} aria-label={t('backfillProgress')} />
        </Stack>
      )}
      {backfill === null && coveredFrom !== null && account.isUsable && (
        <Button
          variant="subtle"
          size="compact-xs"
          style={{ alignSelf: 'flex-start' }}
          loading={older.isPending}
          onClick={() => older.mutate({ accountId, from: ALL })}
        >
          {t('readOlder')}
        </Button>
      )}
    </Stack>
  )
}
