import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { StaffMember } from '#shared/contract/staff.ts'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { StaffRole } from '#shared/domain/staff-role.ts'
import { phoneForDisplay } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { hasCode } from '../../rpc/problem.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'

interface StaffFormProps {
  /** Null to add somebody. */
  readonly member: StaffMember | null
  onClose(): void
}

interface StaffValues {
  name: string
  email: string
  phone: string
  role: StaffRole
  locale: Locale
  password: string
}

export function StaffForm({ member, onClose }: StaffFormProps) {
  const { t } = useTranslation('staff')
  const queries = useQueryClient()
  const rules = useFieldRules()
  const locale = useLocale()
  const form = useForm<StaffValues>({
    initialValues: {
      name: member?.name ?? '',
      email: member?.email ?? '',
      phone: member?.phone ? phoneForDisplay(member.phone) : '',
      role: member?.role ?? 'consultant',
      locale: member?.locale ?? locale,
      password: '',
    },
    validate: {
      name: rules.required,
      email: rules.email,
      password: value => (member === null ? rules.newPassword(value) : null),
    },
  })
  const options = {
    meta: { isProblemShown: true },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: api.staff.key() })
      onClose()
    },
    onError(error: unknown) {
      if (hasCode(error, 'EMAIL_TAKEN')) form.setFieldError('email', t('problems:EMAIL_TAKEN'))
      if (hasCode(error, 'INVALID_PHONE')) form.setFieldError('phone', t('problems:INVALID_PHONE'))
    },
  }
  const create = useMutation(api.staff.create.mutationOptions(options))
  const update = useMutation(api.staff.update.mutationOptions(options))
  const problem = create.error ?? update.error
  const isBesideField = hasCode(problem, 'EMAIL_TAKEN') || hasCode(problem, 'INVALID_PHONE')

  function handleSubmit({ password, ...values }: StaffValues): void {
    const details = {
      ...values,
      name: values.name.trim(),
      email: values.email.trim(),
      phone: values.phone.trim() === '' ? null : values.phone.trim(),
    }
    if (member === null) create.mutate({ id: newId<StaffId>(), ...details, password })
    else update.mutate({ id: member.id, version: member.version, ...details })
  }

  return (
    <form onSubmit={form.onSubmit(handleSubmit)} noValidate>
      <Stack gap="md">
        <TextInput label={t('name')} maxLength={120} data-autofocus {...form.getInputProps('name')} />
        <TextInput
          label={t('email')}
          description={t('emailHint')}
          type="email"
          autoComplete="off"
          {...form.getInputProps('email')}
        />
        <TextInput label={t('phone')} type="tel" autoComplete="off" maxLength={40} {...form.getInputProps('phone')} />
        <Select
          label={t('role')}
          description={t(`roleHint.${form.values.role}`)}
          allowDeselect={false}
          data={StaffRole.options.toReversed().map(value => ({ value, label: t(`frame:role.${value}`) }))}
          {...form.getInputProps('role')}
        />
        <Select
          label={t('frame:language')}
          allowDeselect={false}
          data={[
            { value: 'tr', label: 'Türkçe' },
            { value: 'en', label: 'English' },
          ]}
          {...form.getInputProps('locale')}
        />
        {member === null && (
          <PasswordInput
            label={t('firstPassword')}
            description={t('firstPasswordHint')}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
            {...form.getInputProps('password')}
          />
        )}
        {problem !== null && !isBesideField && <ProblemNotice error={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {member === null ? t('addAction') : t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
