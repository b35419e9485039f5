import { Button, Group, Skeleton, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import type { LogFilter } from '#shared/contract/logs.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { fromPicked } from '../leads/picked-moment.ts'
import { LogFilters, type ShownLog } from './log-filters.tsx'
import { LogLines } from './log-lines.tsx'
import { TakeLog } from './take-log.tsx'
import { useLog } from './use-log.ts'

const EVERYTHING: ShownLog = { level: 'debug', area: null, text: '', from: null, until: null }

/** What the program noted (row C32). */
export function LogView() {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const timeZone = useTimeZone()
  const [shown, setShown] = useState(EVERYTHING)
  const [isFollowed, setFollowed] = useState(false)
  const toMoment = (picked: string | null) => (picked === null ? null : fromPicked(picked, timeZone))
  const filter: LogFilter = { ...shown, from: toMoment(shown.from), until: toMoment(shown.until) }
  const log = useLog(filter, isFollowed)
  const reached = log.reachedAt === null ? null : format.dateTime(log.reachedAt)
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('hint')}
      </Text>
      <LogFilters shown={shown} onChange={changed => setShown({ ...shown, ...changed })} />
      <Group justify="space-between" gap="sm">
        <Switch label={t('follow')} checked={isFollowed} onChange={event => setFollowed(event.currentTarget.checked)} />
        <TakeLog filter={filter} shown={log.lines} />
      </Group>
      {log.error && <ProblemNotice error={log.error} onRetry={log.again} />}
      {log.isPending && <Skeleton height={240} />}
      {!log.isPending && log.lines.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          {log.hasOlder && reached !== null ? t('emptySoFar', { when: reached }) : t('empty')}
        </Text>
      )}
      {log.lines.length > 0 && <LogLines lines={log.lines} />}
      {log.hasOlder && (
        <Group gap="sm">
          <Button variant="default" loading={log.isLoadingOlder} onClick={log.loadOlder}>
            {t('older')}
          </Button>
          {reached !== null && (
            <Text size="xs" c="dimmed">
              {t('reached', { when: reached })}
            </Text>
          )}
        </Group>
      )}
    </Stack>
  )
}
