import { Button, Checkbox, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReportSchedule } from '#shared/contract/report-sending.ts'
import { newId, type ReportListId, type ReportScheduleId } from '#shared/domain/ids.ts'
import { ReportSection } from '#shared/domain/report.ts'
import { RecurringPeriod, ReportContent, ReportRhythm } from '#shared/domain/report-sending.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface ScheduleFormProps {
  /** Null to add one. */
  readonly schedule: ReportSchedule | null
  onClose(): void
}

interface Values {
  name: string
  kind: ReportRhythm['kind']
  at: string
  weekday: string
  day: number | string
  pattern: string
  period: RecurringPeriod
  sections: string[]
  content: ReportContent
  listId: string | null
}

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const
const KINDS = ['daily', 'weekly', 'monthly', 'cron'] as const

export function ScheduleForm({ schedule, onClose }: ScheduleFormProps) {
  const { t } = useTranslation('reportSending')
  const { data: lists = [] } = useQuery(api.reportRecipients.lists.queryOptions())
  const rhythm = schedule?.rhythm
  const form = useForm<Values>({
    initialValues: {
      name: schedule?.name ?? '',
      kind: rhythm?.kind ?? 'weekly',
      at: rhythm !== undefined && rhythm.kind !== 'cron' ? rhythm.at : '09:00',
      weekday: rhythm?.kind === 'weekly' ? String(rhythm.weekday) : '1',
      day: rhythm?.kind === 'monthly' ? rhythm.day : 1,
      pattern: rhythm?.kind === 'cron' ? rhythm.pattern : '0 9 * * 1-5',
      period: schedule?.period ?? 'last_week',
      sections: [...(schedule?.sections ?? ReportSection.options)],
      content: schedule?.content ?? 'by_role',
      listId: schedule?.listId ?? lists[0]?.id ?? null,
    },
    validate: {
      name: value => (value.trim() === '' ? t('frame:fieldRequired') : null),
      listId: value => (value === null ? t('frame:fieldRequired') : null),
      sections: value => (value.length === 0 ? t('frame:fieldRequired') : null),
      at: (value, { kind }) => (kind !== 'cron' && value === '' ? t('frame:fieldRequired') : null),
    },
  })
  const options = { meta: { isProblemShown: true }, onSuccess: onClose }
  const create = useMutation(api.reportSchedules.create.mutationOptions(options))
  const update = useMutation(api.reportSchedules.update.mutationOptions(options))
  const problem = create.error ?? update.error
  const { values } = form
  const asked = toRhythm(values)

  function handleSubmit({ name, period, sections, content, listId }: Values): void {
    if (asked === null || listId === null) return
    const details = {
      ...{ name, period, content, rhythm: asked, listId: listId as ReportListId },
      sections: ReportSection.options.filter(section => sections.includes(section)),
    }
    if (schedule === null) create.mutate({ id: newId<ReportScheduleId>(), ...details })
    else update.mutate({ id: schedule.id, version: schedule.version, ...details })
  }

  return (
    <form onSubmit={form.onSubmit(handleSubmit)} noValidate>
      <Stack gap="md">
        <TextInput label={t('name')} maxLength={80} data-autofocus withAsterisk {...form.getInputProps('name')} />
        <Group grow align="flex-start">
          <Select
            label={t('rhythm')}
            allowDeselect={false}
            data={KINDS.map(value => ({ value, label: t(`rhythms.${value}`) }))}
            {...form.getInputProps('kind')}
          />
          {values.kind === 'weekly' && (
            <Select
              label={t('weekday')}
              allowDeselect={false}
              data={WEEKDAYS.map(value => ({ value, label: t(`weekdays.${value}`) }))}
              {...form.getInputProps('weekday')}
            />
          )}
          {values.kind === 'monthly' && (
            <NumberInput
              label={t('monthDay')}
              min={1}
              max={28}
              allowDecimal={false}
              clampBehavior="strict"
              {...form.getInputProps('day')}
            />
          )}
          {values.kind !== 'cron' && <TextInput type="time" label={t('at')} {...form.getInputProps('at')} />}
        </Group>
        {values.kind === 'cron' && (
          <TextInput
            label={t('cron')}
            description={t('cronHint')}
            maxLength={100}
            ff="monospace"
            {...form.getInputProps('pattern')}
          />
        )}
        <NextTimes rhythm={asked} />
        <Group grow align="flex-start">
          <Select
            label={t('period')}
            allowDeselect={false}
            data={RecurringPeriod.options.map(value => ({ value, label: t(`reports:periods.${value}`) }))}
            {...form.getInputProps('period')}
          />
          <Select
            label={t('list')}
            allowDeselect={false}
            data={lists.map(({ id, name }) => ({ value: id as string, label: name }))}
            {...form.getInputProps('listId')}
          />
        </Group>
        <Select
          label={t('content')}
          allowDeselect={false}
          data={ReportContent.options.map(value => ({ value, label: t(`contents.${value}`) }))}
          {...form.getInputProps('content')}
        />
        <Checkbox.Group label={t('sections')} {...form.getInputProps('sections')}>
          <Group gap="md" mt={6}>
            {ReportSection.options.map(section => (
              <Checkbox key={section} value={section} label={t(`reportWords:sections.${section}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        {problem !== null && <ProblemNotice error={problem} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('frame:cancel')}
          </Button>
          <Button type="submit" disabled={asked === null} loading={create.isPending || update.isPending}>
            {t(schedule === null ? 'add' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** When it would leave, so that nobody has to believe a pattern. */
function NextTimes({ rhythm }: { readonly rhythm: ReportRhythm | null }) {
  const { t } = useTranslation('reportSending')
  const format = useFormat()
  const word = useWordProblem()
  const [asked] = useDebouncedValue(rhythm, 300)
  const { data, error } = useQuery(
    api.reportSchedules.next.queryOptions({
      input: { rhythm: asked ?? { kind: 'daily', at: '09:00' } },
      enabled: asked !== null,
      retry: false,
      meta: { isProblemShown: true },
    }),
  )
  if (rhythm === null || error !== null)
    return (
      <Text size="sm" c="red" role="alert">
        {rhythm === null ? t('problems:CRON_UNREADABLE') : word(error)}
      </Text>
    )
  return (
    <Text size="sm" c="dimmed" mih={20}>
      {data === undefined ? '' : t('next', { times: data.at.map(at => format.dateTime(at)).join(' · ') })}
    </Text>
  )
}

/** Null where it is not whole yet, or cannot be read. */
function toRhythm({ kind, at, weekday, day, pattern }: Values): ReportRhythm | null {
  const parsed = ReportRhythm.safeParse(
    {
      daily: { kind, at },
      weekly: { kind, at, weekday: Number(weekday) },
      monthly: { kind, at, day: Number(day) },
      cron: { kind, pattern },
    }[kind],
  )
  return parsed.success ? parsed.data : null
}
