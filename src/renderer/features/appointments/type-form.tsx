import { Button, ColorSwatch, Group, MultiSelect, NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { AppointmentColor, type AppointmentType } from '#shared/contract/appointments.ts'
import { Approval } from '#shared/domain/appointment.ts'
import { type AppointmentTypeId, newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFieldRules } from '../../ui/use-field-rules.ts'
import { useColleagues } from '../leads/use-office-people.ts'

interface TypeFormProps {
  /** Null to add one. */
  readonly type: AppointmentType | null
  readonly onClose: () => void
}

export function TypeForm({ type, onClose }: TypeFormProps) {
  const { t } = useTranslation('appointments')
  const queries = useQueryClient()
  const rules = useFieldRules()
  const { active } = useColleagues()
  const form = useForm({
    initialValues: {
      name: type?.name ?? '',
      color: type?.color ?? 'teal',
      minutes: type?.minutes ?? 30,
      bufferBefore: type?.bufferBefore ?? 0,
      bufferAfter: type?.bufferAfter ?? 0,
      place: type?.place ?? '',
      approval: type?.approval ?? 'none',
      staffIds: type?.staffIds ?? [],
    },
    validate: { name: rules.required },
  })
  const options = {
    meta: { isProblemShown: true },
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: api.appointmentTypes.key() })
      onClose()
    },
  }
  const create = useMutation(api.appointmentTypes.create.mutationOptions(options))
  const update = useMutation(api.appointmentTypes.update.mutationOptions(options))
  const problem = create.error ?? update.error

  function handleSubmit({ name, place, ...rest }: typeof form.values): void {
    const details = { ...rest, name: name.trim(), place: place.trim() === '' ? null : place.trim() }
    if (type === null) create.mutate({ id: newId<AppointmentTypeId>(), ...details })
    else update.mutate({ id: type.id, version: type.version, isArchived: type.isArchived, ...details })
  }

  return (
    <form onSubmit={form.onSubmit(handleSubmit)} noValidate>
      <Stack gap="sm">
        <TextInput label={t('types.name')} maxLength={80} data-autofocus {...form.getInputProps('name')} />
        <Radio.Group label={t('types.color')} {...form.getInputProps('color')}>
          <Group gap={6} mt={4}>
            {AppointmentColor.options.map(color => (
              <Radio.Card key={color} value={color} w={30} h={30} p={4} radius="xl" aria-label={color}>
                <ColorSwatch
                  size={20}
                  color={`var(--mantine-color-${color}-filled)`}
                  style={{ outline: form.values.color === color ? '2px solid var(--mantine-color-text)' : undefined }}
                />
              </Radio.Card>
            ))}
          </Group>
        </Radio.Group>
        <Group grow gap="sm">
          <NumberInput
            label={t('minutes')}
            min={5}
            max={1_440}
            step={15}
            allowDecimal={false}
            {...form.getInputProps('minutes')}
          />
          <NumberInput
            label={t('bufferBefore')}
            min={0}
            max={240}
            step={5}
            allowDecimal={false}
            {...form.getInputProps('bufferBefore')}
          />
          <NumberInput
            label={t('bufferAfter')}
            min={0}
            max={240}
            step={5}
            allowDecimal={false}
            {...form.getInputProps('bufferAfter')}
          />
        </Group>
        <TextInput label={t('place')} maxLength={300} {...form.getInputProps('place')} />
        <Select
          label={t('types.approval')}
          allowDeselect={false}
          data={Approval.options.map(value => ({ value, label: t(`types.approvals.${value}`) }))}
          {...form.getInputProps('approval')}
        />
        <MultiSelect
          label={t('types.staff')}
          description={t('types.staffHint')}
          placeholder={form.values.staffIds.length === 0 ? t('everybody') : ''}
          clearable
          searchable
          data={active.map(({ id, name }) => ({ value: id as string, label: name }))}
          {...form.getInputProps('staffIds')}
        />
        {problem !== null && <ProblemNotice error={problem} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || update.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
