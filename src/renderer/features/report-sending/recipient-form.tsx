import { Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReportRecipient } from '#shared/contract/report-sending.ts'
import { newId, type ReportRecipientId } from '#shared/domain/ids.ts'
import { ReportAudience } from '#shared/domain/report.ts'
import { ReportChannel } from '#shared/domain/report-sending.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface RecipientFormProps {
  /** Null to add one. */
  readonly recipient: ReportRecipient | null
  onClose(): void
}

const OUTSIDE = 'outside'

export function RecipientForm({ recipient, onClose }: RecipientFormProps) {
  const { t } = useTranslation('reportSending')
  const locale = useLocale()
  const { data: colleagues = [] } = useQuery(api.reportRecipients.colleagues.queryOptions())
  const form = useForm({
    initialValues: {
      staffId: recipient?.staffId ?? null,
      name: recipient?.name ?? '',
      channel: recipient?.channel ?? ('whatsapp' as ReportChannel),
      address: recipient?.address ?? '',
      audience: recipient?.audience ?? ('manager' as ReportAudience),
      locale: recipient?.locale ?? locale,
      hasConsented: recipient !== null && recipient.consentedAt !== null,
    },
    validate: {
      name: value => (value.trim() === '' ? t('frame:fieldRequired') : null),
      address: value => (value.trim().length < 3 ? t('frame:fieldRequired') : null),
    },
  })
  const options = { meta: { isProblemShown: true }, onSuccess: onClose }
  const create = useMutation(api.reportRecipients.create.mutationOptions(options))
  const update = useMutation(api.reportRecipients.update.mutationOptions(options))
  const problem = create.error ?? update.error
  const { staffId, channel } = form.values

  /** What is known of a colleague stands there at once, and can be another. */
  function fill(id: string | null, by: ReportChannel): void {
    const known = colleagues.find(each => each.staffId === id)
    form.setFieldValue('staffId', known?.staffId ?? null)
    form.setFieldValue('channel', by)
    if (!known) return
    form.setFieldValue('name', known.name)
    form.setFieldValue('locale', known.locale)
    form.setFieldValue('address', by === 'email' ? known.email : (known.phone ?? ''))
  }

  return (
    <form
      noValidate
      onSubmit={form.onSubmit(values => {
        if (recipient === null) create.mutate({ id: newId<ReportRecipientId>(), ...values })
        else update.mutate({ id: recipient.id, version: recipient.version, ...values })
      })}
    >
      <Stack gap="md">
        <Group grow align="flex-start">
          <Select
            label={t('who')}
            allowDeselect={false}
            data={[
              { value: OUTSIDE, label: t('outside') },
              ...colleagues.map(each => ({ value: each.staffId as string, label: each.name })),
            ]}
            value={staffId ?? OUTSIDE}
            onChange={value => fill(value, channel)}
          />
          <Select
            label={t('channel')}
            allowDeselect={false}
            data={ReportChannel.options.map(value => ({ value, label: t(`channels.${value}`) }))}
            value={channel}
            onChange={value => fill(staffId, ReportChannel.parse(value))}
          />
        </Group>
        <TextInput label={t('name')} maxLength={120} withAsterisk {...form.getInputProps('name')} />
        <TextInput
          label={t(channel === 'email' ? 'email' : 'phone')}
          maxLength={254}
          withAsterisk
          {...form.getInputProps('address')}
        />
        <Group grow align="flex-start">
          <Select
            label={t('role')}
            allowDeselect={false}
            data={ReportAudience.options.map(value => ({ value, label: t(`roles.${value}`) }))}
            {...form.getInputProps('audience')}
          />
          <Select
            label={t('language')}
            allowDeselect={false}
            data={(['tr', 'en'] as const).map(value => ({ value, label: t(`languages.${value}`) }))}
            {...form.getInputProps('locale')}
          />
        </Group>
        <Checkbox
          label={t('consentLabel')}
          description={t('consentHint')}
          {...form.getInputProps('hasConsented', { type: 'checkbox' })}
        />
        {problem !== null && <ProblemNotice error={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {t(recipient === null ? 'add' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
