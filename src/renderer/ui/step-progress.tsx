import { Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from '../i18n/use-translation.ts'

interface StepProgressProps {
  /** 1 for the first. */
  readonly step: number
  readonly of: number
}

export function StepProgress({ step, of }: StepProgressProps) {
  const { t } = useTranslation('frame')
  const label = t('step', { step, of })
  return (
    <Stack gap={6}>
      <Text size="xs" c="dimmed" className="tabular">
        {label}
      </Text>
      <Group gap={4} grow aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          <Progress key={index} value={index < step ? 100 : 0} size={4} aria-hidden="true" />
        ))}
      </Group>
    </Stack>
  )
}
