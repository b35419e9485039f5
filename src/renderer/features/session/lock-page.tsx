import { Alert, Anchor, Button, Center, PasswordInput, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, connection } from '../../rpc/api.ts'
import { forgetSessionToken } from '../../rpc/session-token.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { FrontPage } from '../../ui/front-page.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'
import { useSlowDown } from './use-slow-down.ts'

/** Stands over the whole window. What was open stays behind it: a half-written message is still there afterwards. */
export function LockPage() {
  const { t } = useTranslation('session')
  const staff = useSignedInStaff()
  const rules = useFieldRules()
  const form = useForm({ initialValues: { password: '' }, validate: { password: rules.required } })
  const unlock = useMutation(
    api.session.unlock.mutationOptions({ onSuccess: () => connection.greet(), meta: { isProblemShown: true } }),
  )
  const slowDown = useSlowDown(unlock.error, 'password')

  async function handleOtherPerson(): Promise<void> {
    // A locked session answers nothing, not even signing out; without its token this PC no longer has it.
    forgetSessionToken()
    await connection.greet()
  }

  return (
    <FrontPage
      title={t('locked')}
      subtitle={t('lockedHint', { name: staff.name })}
      foot={
        <Center>
          <Anchor component="button" size="sm" onClick={() => void handleOtherPerson()}>
            {t('otherPerson')}
          </Anchor>
        </Center>
      }
    >
      <form onSubmit={form.onSubmit(values => unlock.mutate(values))} noValidate>
        <Stack gap="md">
          {/* Password managers match a password by the name beside it. */}
          <input type="text" autoComplete="username" value={staff.email} readOnly hidden />
          <PasswordInput
            label={t('password')}
            autoComplete="current-password"
            autoFocus
            visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
            {...form.getInputProps('password')}
          />
          {slowDown.sentence && (
            <Alert color="red" variant="light" role="alert" p="sm">
              {slowDown.sentence}
            </Alert>
          )}
          <Button type="submit" fullWidth loading={unlock.isPending} disabled={slowDown.isWaiting}>
            {t('unlock')}
          </Button>
        </Stack>
      </form>
    </FrontPage>
  )
}
