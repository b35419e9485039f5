import { Group, Progress, Stack, Text } from '@mantine/core'
import type { BackupProgress } from '#shared/domain/backup.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

interface BackupProgressBarProps {
  readonly title: string
  readonly progress: BackupProgress
}

/** What is being done to a database, and how far it is where that can be known. */
export function BackupProgressBar({ title, progress: { step, percent } }: BackupProgressBarProps) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  return (
    <Stack gap={6} role="status">
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          {title}
        </Text>
        <Text size="xs" c="dimmed" className="tabular">
          {t(`step.${step}`)}
          {percent !== null && ` · ${format.percent(percent)}`}
        </Text>
      </Group>
      <Progress value={percent ?? 100} animated={percent === null} aria-label={title} />
    </Stack>
  )
}
