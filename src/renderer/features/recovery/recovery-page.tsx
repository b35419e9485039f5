import { Alert, Button, Center, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { showLocale } from '../../i18n/i18n.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { recoveryApi } from '../../rpc/api.ts'
import { FrontPage } from '../../ui/front-page.tsx'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { BackupProgressBar } from '../backups/backup-progress.tsx'
import { wordTrouble } from '../backups/word-trouble.ts'
import { RecoveryBackups } from './recovery-backups.tsx'
import { SalvagedReport } from './salvaged-report.tsx'

/** Nobody tells this page of changes: it asks. */
const LOOK_MS = 500

/** In place of everything while the database cannot be opened. What is wrong can be mended in these ways, and never by itself. */
export function RecoveryPage() {
  const { t } = useTranslation('recovery')
  const locale = useLocale()
  const format = useFormat()
  const { t: tBackups } = useTranslation('backups')
  const { data: state } = useQuery(recoveryApi.recovery.state.queryOptions({ refetchInterval: LOOK_MS, staleTime: 0 }))
  const retry = useMutation(recoveryApi.recovery.retry.mutationOptions())
  const salvage = useMutation(recoveryApi.recovery.salvage.mutationOptions())
  const openFolder = useMutation(recoveryApi.recovery.openFolder.mutationOptions())
  const quit = useMutation(recoveryApi.recovery.quit.mutationOptions())
  if (!state) return <Skeleton height="100%" />
  const { problem, running, trouble, salvaged } = state
  const isBroken = problem === 'damaged'
  const mayRestore = isBroken || problem === 'other-history' || problem === 'migration-failed'
  return (
    <FrontPage
      title={t(`problem.${problem}.title`)}
      subtitle={t(`problem.${problem}.body`)}
      width={680}
      foot={
        <Center>
          <LanguageChoice value={locale} size="xs" onChange={showLocale} />
        </Center>
      }
    >
      {running && <BackupProgressBar title={t('working')} progress={running} />}
      {trouble && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
          {t('failed', { why: wordTrouble(trouble, tBackups, format) })}
        </Alert>
      )}
      {salvaged && <SalvagedReport report={salvaged} isDisabled={running !== null} />}
      {mayRestore && <RecoveryBackups backups={state.backups} isDisabled={running !== null} />}
      {isBroken && !salvaged && (
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            {t('salvageHint')}
          </Text>
          <Group>
            <Button
              variant="default"
              disabled={running !== null}
              loading={salvage.isPending}
              onClick={() => salvage.mutate({})}
            >
              {t('salvage')}
            </Button>
          </Group>
        </Stack>
      )}
      <Stack gap={2}>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('file', { file: state.databaseFile })}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('log', { file: state.logFile })}
        </Text>
      </Stack>
      <Group justify="flex-end" gap="sm">
        {state.canOpenFolder && (
          <Button variant="subtle" onClick={() => openFolder.mutate({})}>
            {t('openFolder')}
          </Button>
        )}
        <Button variant="default" disabled={running !== null} onClick={() => quit.mutate({})}>
          {t('quit')}
        </Button>
        <Button
          variant={mayRestore ? 'default' : 'filled'}
          disabled={running !== null}
          loading={retry.isPending}
          onClick={() => retry.mutate({})}
        >
          {t('retry')}
        </Button>
      </Group>
    </FrontPage>
  )
}
