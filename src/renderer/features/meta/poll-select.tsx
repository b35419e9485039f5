import { Select } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'

const CHOICES = [1, 2, 5, 10, 15, 30, 60, 180]

interface PollSelectProps {
  readonly value: number
  readonly isReadOnly?: boolean
  onChange(minutes: number): void
}

export function PollSelect({ value, isReadOnly = false, onChange }: PollSelectProps) {
  const { t } = useTranslation('meta')
  const choices = [...new Set([...CHOICES, value])].toSorted((a, b) => a - b)
  const word = (minutes: number) =>
    minutes % 60 === 0 ? t('hours', { count: minutes / 60 }) : t('minutes', { count: minutes })
  return (
    <Select
      label={t('pollMinutes')}
      description={t('pollMinutesHint')}
      allowDeselect={false}
      readOnly={isReadOnly}
      maw={340}
      data={choices.map(minutes => ({ value: String(minutes), label: word(minutes) }))}
      value={String(value)}
      onChange={next => next !== null && onChange(Number(next))}
    />
  )
}
