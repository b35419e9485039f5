import { ActionIcon, Checkbox, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type Days, ReportAudience, type ReportPeriod, sectionsFor } from '#shared/domain/report.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { LogoField } from './logo-field.tsx'
import classes from './reports.module.css'
import type { useRequest } from './use-request.ts'

const PERIODS = ['yesterday', 'last_week', 'last_month', 'between'] as const

/** What the report tells, to whom, and in which order. */
export function Builder({ built, change, move, lastDays }: ReturnType<typeof useRequest>) {
  const { t } = useTranslation('reports')
  const { period, audience, locale, choices } = built
  return (
    <Stack className={classes.builder} gap="md">
      <Select
        label={t('period')}
        allowDeselect={false}
        data={PERIODS.map(value => ({ value, label: t(`periods.${value}`) }))}
        value={period.kind}
        onChange={value => change({ period: toPeriod(value, lastDays()) })}
      />
      {period.kind === 'between' && <Range period={period} onChange={chosen => change({ period: chosen })} />}
      <div>
        <Text size="sm" fw={500} mb={4} id="report-audience">
          {t('audience')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="report-audience"
          value={audience}
          data={ReportAudience.options.map(value => ({ value, label: t(`audiences.${value}`) }))}
          onChange={value => change({ audience: ReportAudience.parse(value) })}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {t(`audienceHint.${audience}`)}
        </Text>
      </div>
      <div>
        <Text size="sm" fw={500} mb={4} id="report-language">
          {t('language')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="report-language"
          value={locale}
          data={(['tr', 'en'] as const).map(value => ({ value, label: t(`languages.${value}`) }))}
          onChange={value => change({ locale: value === 'en' ? 'en' : 'tr' })}
        />
      </div>
      <div role="group" aria-label={t('sections')}>
        <Text size="sm" fw={500} mb={6}>
          {t('sections')}
        </Text>
        <Stack gap={4}>
          {choices.map(({ section, isOn }, place) => {
            const name = t(`reportWords:sections.${section}`)
            const isLeftOut = sectionsFor(audience, [section]).length === 0
            return (
              <Group key={section} justify="space-between" wrap="nowrap" gap="xs">
                <Checkbox
                  label={name}
                  description={isLeftOut ? t('notForCustomers') : undefined}
                  disabled={isLeftOut}
                  checked={isOn && !isLeftOut}
                  onChange={event => {
                    const { checked } = event.currentTarget
                    change({
                      choices: choices.map(one => (one.section === section ? { section, isOn: checked } : one)),
                    })
                  }}
                />
                <Group gap={2} wrap="nowrap">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="sm"
                    aria-label={t('up', { name })}
                    disabled={place === 0}
                    onClick={() => move(place, -1)}
                  >
                    <IconArrowUp size={14} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="sm"
                    aria-label={t('down', { name })}
                    disabled={place === choices.length - 1}
                    onClick={() => move(place, 1)}
                  >
                    <IconArrowDown size={14} aria-hidden />
                  </ActionIcon>
                </Group>
              </Group>
            )
          })}
        </Stack>
      </div>
      <LogoField />
    </Stack>
  )
}

interface RangeProps {
  readonly period: Days
  readonly onChange: (period: ReportPeriod) => void
}

function Range({ period, onChange }: RangeProps) {
  const { t } = useTranslation('reports')
  return (
    <DatePickerInput
      // Anew for other dates: while the second day is missing, the field has a state of its own.
      key={`${period.from} ${period.to}`}
      type="range"
      label={t('range')}
      defaultValue={[period.from, period.to]}
      onChange={([from, to]) => {
        if (from !== null && to !== null) onChange({ kind: 'between', from, to })
      }}
    />
  )
}

function toPeriod(kind: string | null, lastDays: ReportPeriod): ReportPeriod {
  if (kind === 'yesterday' || kind === 'last_week' || kind === 'last_month') return { kind }
  return lastDays
}
