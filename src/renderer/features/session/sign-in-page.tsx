import { Alert, Button, Center, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { showLocale } from '../../i18n/i18n.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { enterSession } from '../../rpc/session.ts'
import { useHandshake } from '../../rpc/use-connection.ts'
import { FrontPage } from '../../ui/front-page.tsx'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'
import { useSlowDown } from './use-slow-down.ts'

export function SignInPage() {
  const { t } = useTranslation('session')
  const { officeName } = useHandshake()
  const rules = useFieldRules()
  const locale = useLocale()
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: { email: rules.email, password: rules.required },
  })
  const signIn = useMutation(
    api.session.signIn.mutationOptions({ onSuccess: enterSession, meta: { isProblemShown: true } }),
  )
  const slowDown = useSlowDown(signIn.error, 'both')

  function handleSubmit(values: { email: string; password: string }): void {
    signIn.mutate({ email: values.email.trim(), password: values.password })
  }

  return (
    <FrontPage
      title={t('signIn')}
      subtitle={officeName}
      foot={
        <Center>
          <LanguageChoice value={locale} size="xs" onChange={showLocale} />
        </Center>
      }
    >
      <form onSubmit={form.onSubmit(handleSubmit)} noValidate>
        <Stack gap="md">
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="username"
            autoFocus
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
            {...form.getInputProps('password')}
          />
          {slowDown.sentence && (
            <Alert color="red" variant="light" role="alert" p="sm">
              {slowDown.sentence}
            </Alert>
          )}
          <Button type="submit" fullWidth loading={signIn.isPending} disabled={slowDown.isWaiting}>
            {t('signIn')}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  )
}
