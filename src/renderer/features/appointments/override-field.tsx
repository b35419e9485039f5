import { TextInput } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'

interface OverrideFieldProps {
  readonly value: string
  readonly onChange: (reason: string) => void
}

/** Managers may book over something, and say why. */
export function OverrideField({ value, onChange }: OverrideFieldProps) {
  const { t } = useTranslation('appointments')
  return (
    <TextInput
      label={t('overrideReason')}
      description={t('overrideHint')}
      maxLength={300}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
