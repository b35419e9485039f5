import { Button, Checkbox, Group, MultiSelect, NumberInput, Select, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReminderRule } from '#shared/contract/reminders.ts'
import { type AppointmentTypeId, newId, type ReminderRuleId, type TemplateId } from '#shared/domain/ids.ts'
import { INITIAL_TEMPLATE } from '#shared/domain/initial-template-ids.ts'
import { LONGEST_OFFSET, ReminderChannel, ReminderTrigger } from '#shared/domain/reminder.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useAppointmentTypes } from '../appointments/use-appointments.ts'
import { joinOffset, type OffsetUnit, splitOffset } from './reminder-words.ts'

interface RuleFormProps {
  /** Null to add one. */
  readonly rule: ReminderRule | null
  onClose(): void
}

interface Values {
  typeId: AppointmentTypeId | null
  trigger: ReminderTrigger
  count: number | string
  unit: OffsetUnit
  templateId: TemplateId | null
  channels: ReminderChannel[]
  asksReply: boolean
  lateCount: number | string
  lateUnit: OffsetUnit
}

const EVERY = 'every'

export function RuleForm({ rule, onClose }: RuleFormProps) {
  const { t } = useTranslation('reminders')
  const queries = useQueryClient()
  const types = useAppointmentTypes().filter(({ isArchived }) => !isArchived)
  const { data: templates = [] } = useQuery(api.templates.list.queryOptions())
  const offset = splitOffset(rule?.minutes ?? 1_440)
  const late = splitOffset(rule?.tolerance ?? 60)
  const form = useForm<Values>({
    initialValues: {
      typeId: rule?.typeId ?? null,
      trigger: rule?.trigger ?? 'before',
      ...offset,
      templateId: rule?.templateId ?? INITIAL_TEMPLATE.dayBefore,
      channels: rule?.channels ?? ['whatsapp', 'sms', 'email'],
      asksReply: rule?.asksReply ?? false,
      lateCount: late.count,
      lateUnit: late.unit,
    },
    validate: {
      templateId: value => (value === null ? t('frame:fieldRequired') : null),
      channels: value => (value.length === 0 ? t('frame:fieldRequired') : null),
      count: value => (typeof value === 'number' ? null : t('frame:fieldRequired')),
      lateCount: value => (typeof value === 'number' ? null : t('frame:fieldRequired')),
    },
  })
  const options = {
    meta: { isProblemShown: true },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: api.reminders.key() })
      onClose()
    },
  }
  const create = useMutation(api.reminders.createRule.mutationOptions(options))
  const update = useMutation(api.reminders.updateRule.mutationOptions(options))
  const problem = create.error ?? update.error
  const units = (['minutes', 'hours', 'days'] as const).map(value => ({ value, label: t(`units.${value}`) }))
  const { trigger } = form.values

  function handleSubmit({ count, unit, lateCount, lateUnit, templateId, ...values }: Values): void {
    if (templateId === null) return
    const details = {
      ...values,
      templateId,
      asksReply: values.asksReply && trigger === 'before',
      minutes: Math.min(joinOffset(Number(count), unit), LONGEST_OFFSET),
      tolerance: Math.min(Math.max(joinOffset(Number(lateCount), lateUnit), 5), LONGEST_OFFSET),
      isActive: rule?.isActive ?? true,
    }
    if (rule === null) create.mutate({ id: newId<ReminderRuleId>(), ...details })
    else update.mutate({ id: rule.id, version: rule.version, ...details })
  }

  return (
    <form onSubmit={form.onSubmit(handleSubmit)} noValidate>
      <Stack gap="md">
        <Group grow align="flex-start">
          <Select
            label={t('trigger')}
            allowDeselect={false}
            data-autofocus
            data={ReminderTrigger.options.map(value => ({ value, label: t(`triggers.${value}`) }))}
            {...form.getInputProps('trigger')}
          />
          <Select
            label={t('type')}
            allowDeselect={false}
            data={[
              { value: EVERY, label: t('everyType') },
              ...types.map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
            value={form.values.typeId ?? EVERY}
            onChange={value => form.setFieldValue('typeId', value === EVERY ? null : (value as AppointmentTypeId))}
          />
        </Group>
        <Group grow align="flex-start">
          <NumberInput label={t('offset')} min={0} max={1_000} allowDecimal={false} {...form.getInputProps('count')} />
          <Select label={t('unit')} allowDeselect={false} data={units} {...form.getInputProps('unit')} />
        </Group>
        <Select
          label={t('template')}
          allowDeselect={false}
          searchable
          data={templates
            .filter(({ category }) => category !== 'campaign')
            .map(({ id, name }) => ({ value: id as string, label: name }))}
          {...form.getInputProps('templateId')}
        />
        <MultiSelect
          label={t('channels')}
          description={t('channelsHint')}
          data={ReminderChannel.options.map(value => ({ value, label: t(`channel.${value}`) }))}
          {...form.getInputProps('channels')}
        />
        {trigger === 'before' && (
          <Checkbox
            label={t('asksReply')}
            description={t('asksReplyHint')}
            {...form.getInputProps('asksReply', { type: 'checkbox' })}
          />
        )}
        <Group grow align="flex-end">
          <NumberInput
            label={t('tolerance')}
            description={t('toleranceHint')}
            min={1}
            max={1_000}
            allowDecimal={false}
            {...form.getInputProps('lateCount')}
          />
          <Select label={t('unit')} allowDeselect={false} data={units} {...form.getInputProps('lateUnit')} />
        </Group>
        {problem !== null && <ProblemNotice error={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {t(rule === null ? 'addAction' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
