import { PasswordInput, Stack, TextInput } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { SetupForm } from './setup-values.ts'

interface PersonStepProps {
  readonly form: SetupForm
}

export function PersonStep({ form }: PersonStepProps) {
  const { t } = useTranslation('setup')
  return (
    <Stack gap="md">
      <TextInput label={t('name')} maxLength={120} autoComplete="name" autoFocus {...form.getInputProps('name')} />
      <TextInput
        label={t('email')}
        description={t('emailHint')}
        type="email"
        autoComplete="username"
        {...form.getInputProps('email')}
      />
      <PasswordInput
        label={t('password')}
        description={t('passwordHint')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
        {...form.getInputProps('password')}
      />
    </Stack>
  )
}
