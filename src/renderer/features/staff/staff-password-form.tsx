import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import type { StaffMember } from '#shared/contract/staff.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'

interface StaffPasswordFormProps {
  readonly member: StaffMember
  onClose(): void
}

/** An admin gives somebody a new password, usually because the old one was forgotten. */
export function StaffPasswordForm({ member, onClose }: StaffPasswordFormProps) {
  const { t } = useTranslation('staff')
  const rules = useFieldRules()
  const form = useForm({ initialValues: { password: '' }, validate: { password: rules.newPassword } })
  const setPassword = useMutation(
    api.staff.setPassword.mutationOptions({ onSuccess: onClose, meta: { isProblemShown: true } }),
  )
  return (
    <form onSubmit={form.onSubmit(({ password }) => setPassword.mutate({ id: member.id, password }))} noValidate>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('setPasswordHint')}
        </Text>
        <PasswordInput
          label={t('newPassword')}
          autoComplete="new-password"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
          {...form.getInputProps('password')}
        />
        {setPassword.isError && <ProblemNotice error={setPassword.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={setPassword.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
