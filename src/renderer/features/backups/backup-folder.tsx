import { Alert, Button, Code, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { BackupOverview } from '#shared/domain/backup.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { BackupFolderForm } from './backup-folder-form.tsx'
import { wordTrouble } from './word-trouble.ts'

interface BackupFolderProps {
  readonly overview: BackupOverview
}

/** Where the backups are, what is wrong with that place, and another one. */
export function BackupFolder({ overview: { folder, isDefaultFolder, canPickFolder, check } }: BackupFolderProps) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const [isChanging, { open, close }] = useDisclosure(false)
  const backToDefault = useMutation(api.backups.setFolder.mutationOptions({ meta: { isProblemShown: true } }))
  return (
    <Stack gap="sm">
      <Stack gap={2}>
        <Title order={3}>{t('folder')}</Title>
        <Text size="sm" c="dimmed" maw={640}>
          {t('folderHint')}
        </Text>
      </Stack>
      <Group gap="sm">
        <Code>{folder}</Code>
        {isDefaultFolder && (
          <Text size="xs" c="dimmed">
            {t('besideData')}
          </Text>
        )}
      </Group>
      {check.problem && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
          {wordTrouble(check.problem, t, format)}
        </Alert>
      )}
      {check.problem === null && check.isOnSameDisk && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} role="status">
          {t('sameDisk')}
        </Alert>
      )}
      {isChanging ? (
        <BackupFolderForm canPick={canPickFolder} onClose={close} />
      ) : (
        <Group gap="sm">
          <Button variant="default" onClick={open}>
            {t('change')}
          </Button>
          {!isDefaultFolder && (
            <Button
              variant="subtle"
              loading={backToDefault.isPending}
              onClick={() => backToDefault.mutate({ path: null })}
            >
              {t('useDefault')}
            </Button>
          )}
        </Group>
      )}
      {backToDefault.isError && <ProblemNotice error={backToDefault.error} />}
    </Stack>
  )
}
