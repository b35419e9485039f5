import { Alert, Button, Divider, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { showLocale } from '../../i18n/i18n.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, connection } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { ThemeChoice } from '../../ui/theme-choice.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'
import { useSlowDown } from './use-slow-down.ts'

/** Settings → My account: what is everybody's own. */
export function AccountSection() {
  const { t } = useTranslation('session')
  const staff = useSignedInStaff()
  const locale = useLocale()
  const changeLocale = useMutation(
    api.session.changeOwnLocale.mutationOptions({
      onMutate: ({ locale: next }) => showLocale(next),
      onSuccess: () => connection.greet(),
      onError: () => showLocale(staff.locale),
    }),
  )
  return (
    <Stack gap="lg" maw={448}>
      <SectionHeader title={t('account')} hint={`${staff.name} · ${staff.email}`} />
      <Stack gap={6}>
        <Text size="sm" fw={500}>
          {t('ownLanguage')}
        </Text>
        <LanguageChoice value={locale} onChange={next => changeLocale.mutate({ locale: next })} />
      </Stack>
      <Stack gap={6}>
        <Text size="sm" fw={500}>
          {t('theme')}
        </Text>
        <ThemeChoice />
        <Text size="xs" c="dimmed">
          {t('themeHint')}
        </Text>
      </Stack>
      <Divider />
      <OwnPassword />
    </Stack>
  )
}

function OwnPassword() {
  const { t } = useTranslation('session')
  const rules = useFieldRules()
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: { currentPassword: rules.required, newPassword: rules.newPassword },
  })
  const change = useMutation(
    api.session.changeOwnPassword.mutationOptions({ onSuccess: () => form.reset(), meta: { isProblemShown: true } }),
  )
  const slowDown = useSlowDown(change.error, 'password')
  return (
    <form onSubmit={form.onSubmit(values => change.mutate(values))} noValidate>
      <Stack gap="md">
        <Title order={3}>{t('ownPassword')}</Title>
        <PasswordInput
          label={t('currentPassword')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          {...form.getInputProps('currentPassword')}
        />
        <PasswordInput
          label={t('newPassword')}
          description={t('newPasswordHint')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          {...form.getInputProps('newPassword')}
        />
        {slowDown.sentence && (
          <Alert color="red" variant="light" role="alert" p="sm">
            {slowDown.sentence}
          </Alert>
        )}
        {change.isSuccess && (
          <Alert color="green" variant="light" icon={<IconCheck size={16} />} role="status" p="sm">
            {t('passwordChanged')}
          </Alert>
        )}
        <Button
          type="submit"
          variant="default"
          loading={change.isPending}
          disabled={slowDown.isWaiting}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('changePassword')}
        </Button>
      </Stack>
    </form>
  )
}
