import { Group, Select } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { useQuery } from '@tanstack/react-query'
import { LogLevel } from '#shared/contract/logs.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { SearchField } from '../../ui/search-field.tsx'

export interface ShownLog {
  readonly level: LogLevel
  readonly area: string | null
  readonly text: string
  /** As the picker writes them: day and hour of the office. */
  readonly from: string | null
  readonly until: string | null
}

interface LogFiltersProps {
  readonly shown: ShownLog
  readonly onChange: (changed: Partial<ShownLog>) => void
}

export function LogFilters({ shown, onChange }: LogFiltersProps) {
  const { t } = useTranslation('logs')
  const { data: areas = [] } = useQuery(api.logs.areas.queryOptions())
  return (
    <Group gap="xs" role="search" aria-label={t('filters')}>
      <SearchField
        name="log"
        label={t('search')}
        clearLabel={t('clearSearch')}
        value={shown.text}
        onChange={text => onChange({ text })}
      />
      <Select
        w={170}
        aria-label={t('level')}
        allowDeselect={false}
        data={LogLevel.options.map(value => ({ value, label: t(`levelFrom.${value}`) }))}
        value={shown.level}
        onChange={level => onChange({ level: LogLevel.parse(level) })}
      />
      <FilterChip
        label={t('area')}
        anyLabel={t('anyArea')}
        clearLabel={`${t('clear')}: ${t('area')}`}
        value={shown.area}
        options={areas.map(area => ({ value: area, label: area }))}
        onChange={area => onChange({ area })}
      />
      <MomentFilter label={t('from')} value={shown.from} onChange={from => onChange({ from })} />
      <MomentFilter label={t('until')} value={shown.until} onChange={until => onChange({ until })} />
    </Group>
  )
}

interface MomentFilterProps {
  readonly label: string
  readonly value: string | null
  readonly onChange: (value: string | null) => void
}

function MomentFilter({ label, value, onChange }: MomentFilterProps) {
  const { t, i18n } = useTranslation('logs')
  const isTurkish = i18n.language === 'tr'
  return (
    <DateTimePicker
      w={165}
      clearable
      aria-label={label}
      placeholder={label}
      valueFormat={isTurkish ? 'DD.MM.YYYY HH:mm' : 'MM/DD/YYYY h:mm A'}
      timePickerProps={{ format: isTurkish ? '24h' : '12h', withDropdown: true }}
      clearButtonProps={{ 'aria-label': `${t('clear')}: ${label}` }}
      submitButtonProps={{ 'aria-label': t('takeMoment') }}
      nextLabel={t('nextMonth')}
      previousLabel={t('previousMonth')}
      value={value}
      onChange={onChange}
    />
  )
}
