import { Select, type SelectProps } from '@mantine/core'
import { useMemo } from 'react'
import { foldText } from '#shared/domain/fold-text.ts'

interface TimeZoneSelectProps extends Omit<SelectProps<string>, 'data' | 'value' | 'onChange' | 'filter'> {
  readonly value: string | null
  onChange(timeZone: string): void
  /** Given, the choice can be taken back. */
  onClear?(): void
}

/** Every time zone of this PC's tables, with its offset of today. */
export function TimeZoneSelect({ value, onChange, onClear, ...rest }: TimeZoneSelectProps) {
  const options = useMemo(() => zones(value).map(zone => ({ value: zone, label: labelOf(zone) })), [value])
  return (
    <Select
      {...rest}
      data={options}
      value={value}
      onChange={next => (next === null ? onClear?.() : onChange(next))}
      allowDeselect={false}
      clearable={onClear !== undefined}
      searchable
      maxDropdownHeight={280}
      filter={({ options: all, search }) => {
        const asked = foldText(search.trim()).replaceAll(' ', '_')
        return all.filter(option => 'value' in option && foldText(String(option.value)).includes(asked))
      }}
    />
  )
}

/** The chosen zone is in the list even when this PC knows it only as another one's alias. */
function zones(chosen: string | null): readonly string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return chosen === null || known.includes(chosen) ? known : [chosen, ...known]
}

function labelOf(zone: string): string {
  const offset = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts()
    .find(part => part.type === 'timeZoneName')?.value
  return `${zone.replaceAll('_', ' ')} (${offset ?? 'GMT'})`
}
