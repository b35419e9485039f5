import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useWordProblem } from '../i18n/use-word-problem.ts'

interface ProblemNoticeProps {
  readonly error: unknown
  readonly onRetry?: () => void
}

/** A failure in words where its content would stand, with the next step. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const { t } = useTranslation('frame')
  const wordProblem = useWordProblem()
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex={1}>
          {wordProblem(error)}
        </Text>
        {onRetry && (
          <Button variant="default" size="xs" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}
