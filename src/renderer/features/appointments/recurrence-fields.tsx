import { Chip, Group, NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { LONGEST_SERIES, type Recurrence } from '#shared/domain/recurrence.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { weekdayNames } from './weekday-names.ts'

interface RecurrenceFieldsProps {
  readonly value: Recurrence
  /** The day of the first visit. */
  readonly firstDay: string
  readonly onChange: (value: Recurrence) => void
}

export const FIRST_RECURRENCE: Recurrence = {
  frequency: 'weekly',
  interval: 1,
  weekdays: [],
  ends: { kind: 'count', count: 4 },
}

/** How visits repeat, in a sentence that is filled in. */
export function RecurrenceFields({ value, firstDay, onChange }: RecurrenceFieldsProps) {
  const { t } = useTranslation('appointments')
  const locale = useLocale()
  return (
    <Stack gap="xs">
      <Group gap="xs" align="end">
        <NumberInput
          label={t('every')}
          w={84}
          min={1}
          max={52}
          allowDecimal={false}
          value={value.interval}
          onChange={interval => onChange({ ...value, interval: Math.max(1, Number(interval) || 1) })}
        />
        <Select
          aria-label={t('frequencyLabel')}
          w={130}
          allowDeselect={false}
          data={(['daily', 'weekly', 'monthly'] as const).map(unit => ({
            value: unit,
            label: t(`frequency.${unit}`),
          }))}
          value={value.frequency}
          onChange={unit => onChange({ ...value, frequency: unit as Recurrence['frequency'], weekdays: [] })}
        />
      </Group>
      {value.frequency === 'weekly' && (
        <Chip.Group
          multiple
          value={value.weekdays.map(String)}
          onChange={days => onChange({ ...value, weekdays: days.map(Number) })}
        >
          <Group gap={4} role="group" aria-label={t('onDays')}>
            {weekdayNames(locale, 'short').map((name, index) => (
              <Chip key={name} value={String(index + 1)} size="xs" variant="light">
                {name}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      <Group gap="xs" align="end">
        <SegmentedControl
          size="xs"
          aria-label={t('ends')}
          data={[
            { value: 'count', label: t('afterVisits') },
            { value: 'until', label: t('onADay') },
          ]}
          value={value.ends.kind}
          onChange={kind =>
            onChange({ ...value, ends: kind === 'count' ? { kind, count: 4 } : { kind: 'until', on: firstDay } })
          }
        />
        {value.ends.kind === 'count' ? (
          <NumberInput
            aria-label={t('visits')}
            w={96}
            min={2}
            max={LONGEST_SERIES}
            allowDecimal={false}
            value={value.ends.count}
            onChange={count =>
              onChange({
                ...value,
                ends: { kind: 'count', count: Math.min(LONGEST_SERIES, Math.max(2, Number(count) || 2)) },
              })
            }
          />
        ) : (
          <DatePickerInput
            aria-label={t('lastDay')}
            w={140}
            valueFormat={locale === 'tr' ? 'DD.MM.YYYY' : 'MM/DD/YYYY'}
            minDate={firstDay}
            value={value.ends.on}
            onChange={on => on !== null && onChange({ ...value, ends: { kind: 'until', on } })}
          />
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {t('seriesHint')}
      </Text>
    </Stack>
  )
}
