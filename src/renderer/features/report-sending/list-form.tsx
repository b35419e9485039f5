import { Button, Group, MultiSelect, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReportList } from '#shared/contract/report-sending.ts'
import { newId, type ReportListId, type ReportRecipientId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface ListFormProps {
  /** Null to add one. */
  readonly list: ReportList | null
  onClose(): void
}

export function ListForm({ list, onClose }: ListFormProps) {
  const { t } = useTranslation('reportSending')
  const { data: recipients = [] } = useQuery(api.reportRecipients.list.queryOptions())
  const form = useForm({
    initialValues: { name: list?.name ?? '', recipientIds: (list?.recipientIds ?? []) as string[] },
    validate: { name: value => (value.trim() === '' ? t('frame:fieldRequired') : null) },
  })
  const options = { meta: { isProblemShown: true }, onSuccess: onClose }
  const create = useMutation(api.reportRecipients.createList.mutationOptions(options))
  const update = useMutation(api.reportRecipients.updateList.mutationOptions(options))
  const problem = create.error ?? update.error
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ name, recipientIds }) => {
        const details = { name, recipientIds: recipientIds as ReportRecipientId[] }
        if (list === null) create.mutate({ id: newId<ReportListId>(), ...details })
        else update.mutate({ id: list.id, version: list.version, ...details })
      })}
    >
      <Stack gap="md">
        <TextInput label={t('listName')} maxLength={80} data-autofocus withAsterisk {...form.getInputProps('name')} />
        <MultiSelect
          label={t('members')}
          searchable
          data={recipients.map(({ id, name, channel }) => ({
            value: id as string,
            label: `${name} (${t(`channels.${channel}`)})`,
          }))}
          {...form.getInputProps('recipientIds')}
        />
        {problem !== null && <ProblemNotice error={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {t(list === null ? 'add' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
