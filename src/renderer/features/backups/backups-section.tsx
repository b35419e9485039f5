import { Alert, Button, DataList, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconDatabaseExport, IconHistory } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Backup } from '#shared/domain/backup.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { BackupFolder } from './backup-folder.tsx'
import { BackupProgressBar } from './backup-progress.tsx'
import { BackupTable } from './backup-table.tsx'
import { RestoreBackup } from './restore-backup.tsx'
import { SetAsideList } from './set-aside-list.tsx'
import { wordTrouble } from './word-trouble.ts'

/** How often a backup that is being made is asked how far it is. */
const PROGRESS_MS = 400

/** Settings → Backups. */
export function BackupsSection() {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const overview = useQuery(api.backups.overview.queryOptions())
  const running = useQuery(
    api.backups.progress.queryOptions({ refetchInterval: ({ state }) => (state.data ? PROGRESS_MS : false) }),
  )
  const { data: lastRestore } = useQuery(api.backups.lastRestore.queryOptions())
  const [chosen, setChosen] = useState<Backup | null>(null)
  const make = useMutation(api.backups.make.mutationOptions({ meta: { isProblemShown: true } }))
  const { data } = overview
  const failure = data?.lastFailure
  const newest = data?.backups.find(({ state }) => state === 'good')
  const isBesideToo = failure !== null && newest !== undefined && failure !== undefined && newest.madeAt >= failure.at
  return (
    <Stack gap="lg">
      <SectionHeader
        title={t('title')}
        hint={t('hint')}
        action={
          <Button
            leftSection={<IconDatabaseExport size={16} />}
            loading={make.isPending}
            disabled={Boolean(running.data)}
            onClick={() => make.mutate({})}
          >
            {t('make')}
          </Button>
        }
      />
      {running.data && (
        <BackupProgressBar
          title={t(running.data.reason === 'before-restore' ? 'restoringTitle' : 'makingTitle')}
          progress={running.data.progress}
        />
      )}
      {lastRestore && (
        <Alert color="blue" variant="light" icon={<IconHistory size={18} />} role="status">
          {lastRestore.backupMadeAt === null
            ? t('salvagedAt', { when: format.dateTime(lastRestore.at), folder: lastRestore.asideFolder })
            : t('restoredAt', {
                when: format.dateTime(lastRestore.at),
                made: format.dateTime(lastRestore.backupMadeAt),
                folder: lastRestore.asideFolder,
              })}
        </Alert>
      )}
      {make.isError && <ProblemNotice error={make.error} />}
      {overview.isError && <ProblemNotice error={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.isPending && <Skeleton height={260} />}
      {failure && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
          {t('failedAt', { when: format.dateTime(failure.at), why: wordTrouble(failure.trouble, t, format) })}{' '}
          {isBesideToo && t('alsoBeside')}
        </Alert>
      )}
      {data && (
        <>
          <DataList size="sm" labelWidth={180}>
            <DataList.Item>
              <DataList.ItemLabel>{t('last')}</DataList.ItemLabel>
              <DataList.ItemValue>{newest ? format.dateTime(newest.madeAt) : t('none')}</DataList.ItemValue>
            </DataList.Item>
            <DataList.Item>
              <DataList.ItemLabel>{t('next')}</DataList.ItemLabel>
              <DataList.ItemValue>
                {data.nextAt === null ? t('notPlanned') : format.dateTime(data.nextAt)}
              </DataList.ItemValue>
            </DataList.Item>
            <DataList.Item>
              <DataList.ItemLabel>{t('total')}</DataList.ItemLabel>
              <DataList.ItemValue>{format.bytes(data.totalBytes)}</DataList.ItemValue>
            </DataList.Item>
            {data.check.freeBytes !== null && (
              <DataList.Item>
                <DataList.ItemLabel>{t('free')}</DataList.ItemLabel>
                <DataList.ItemValue>{format.bytes(data.check.freeBytes)}</DataList.ItemValue>
              </DataList.Item>
            )}
          </DataList>
          <BackupFolder overview={data} />
          {data.backups.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('empty')}
            </Text>
          ) : (
            <BackupTable
              backups={data.backups}
              showsPlace={!data.isDefaultFolder}
              actionOf={backup =>
                backup.state === 'good' && (
                  <Button
                    variant="default"
                    size="compact-sm"
                    disabled={Boolean(running.data)}
                    aria-label={t('restoreOf', { when: format.dateTime(backup.madeAt) })}
                    onClick={() => setChosen(backup)}
                  >
                    {t('restore')}
                  </Button>
                )
              }
            />
          )}
          <SetAsideList setAside={data.setAside} backups={data.backups} />
        </>
      )}
      <RestoreBackup backup={chosen} onClose={() => setChosen(null)} />
    </Stack>
  )
}
