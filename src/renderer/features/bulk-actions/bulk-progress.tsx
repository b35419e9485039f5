import { ActionIcon, Button, Modal, Progress, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BulkRun } from '#shared/contract/bulk-actions.ts'
import type { BulkRunId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './bulk-bar.module.css'
import { useBulkRun } from './use-bulk-run.ts'

/** For so long what somebody did stands over the list, with the way back. */
const SHOWN_FOR = 10 * 60_000
const POLL_MS = 500
const IN_WORK: readonly BulkRun['state'][] = ['gathering', 'running', 'undoing']

/** What somebody's last action on many does, or has done: how far it is, what it left out, and the way back. */
export function BulkProgress() {
  const { t } = useTranslation('bulkActions')
  const format = useFormat()
  const me = useSignedInStaff()
  const now = useNow(30_000)
  const { cancel, undo } = useBulkRun()
  const [dismissed, setDismissed] = useState<BulkRunId | null>(null)
  const [isShowingRest, rest] = useDisclosure(false)
  const { data: runs = [] } = useQuery(
    api.bulkActions.list.queryOptions({
      refetchInterval: ({ state }) => (state.data?.some(run => IN_WORK.includes(run.state)) ? POLL_MS : false),
    }),
  )
  const run = runs.find(({ staffId, action }) => staffId === me.id && action.kind !== 'hand_over')
  if (run === undefined || run.id === dismissed) return null
  const isInWork = IN_WORK.includes(run.state)
  if (!isInWork && (run.finishedAt ?? run.createdAt) < now - SHOWN_FOR) return null
  const through = run.state === 'undoing' ? run.undone : run.done + run.leftOut
  const figures = { done: format.number(run.done), total: format.number(run.total), left: format.number(run.leftOut) }
  return (
    <div className={classes.run} role="status">
      <span className="tabular">
        {t(`states.${run.state}`, { ...figures, count: run.done })}
        {run.leftOut > 0 && ` ${t('leftOut', { count: run.leftOut, formatted: figures.left })}`}
      </span>
      {isInWork && (
        <Progress
          className={classes.progress}
          value={run.total === 0 ? 100 : (through / run.total) * 100}
          animated={run.state === 'gathering'}
          aria-label={t('progress')}
        />
      )}
      {(run.state === 'gathering' || run.state === 'running') && (
        <Button variant="default" size="compact-sm" onClick={() => cancel(run.id)}>
          {t('stop')}
        </Button>
      )}
      {run.leftOut > 0 && !isInWork && (
        <Button variant="subtle" size="compact-sm" onClick={rest.open}>
          {t('showLeftOut')}
        </Button>
      )}
      {(run.state === 'done' || run.state === 'cancelled') && run.undoUntil !== null && run.undoUntil > now && (
        <Button variant="light" size="compact-sm" onClick={() => undo(run.id)}>
          {t('frame:undo')}
        </Button>
      )}
      {!isInWork && (
        <ActionIcon size={22} aria-label={t('frame:close')} onClick={() => setDismissed(run.id)}>
          <IconX size={14} />
        </ActionIcon>
      )}
      {isShowingRest && <LeftOut runId={run.id} onClose={rest.close} />}
    </div>
  )
}

function LeftOut({ runId, onClose }: { readonly runId: BulkRunId; readonly onClose: () => void }) {
  const { t } = useTranslation('bulkActions')
  const list = useQuery(api.bulkActions.leftOut.queryOptions({ input: { id: runId, limit: 100 } }))
  return (
    <Modal opened onClose={onClose} title={t('leftOutTitle')} closeButtonProps={{ 'aria-label': t('frame:close') }}>
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      <Stack gap={6}>
        {list.data?.items.map(({ leadId, name, reason }) => (
          <Text key={leadId} size="sm">
            <b>{name}</b> · {t(`reasons.${reason}`)}
          </Text>
        ))}
        {list.data?.nextCursor !== null && list.data !== undefined && (
          <Text size="sm" c="dimmed">
            {t('andMore')}
          </Text>
        )}
      </Stack>
    </Modal>
  )
}
