import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'

export interface PickedLead {
  readonly id: LeadId
  readonly name: string
}

interface LeadPickerProps {
  readonly value: readonly PickedLead[]
  readonly onChange: (leads: PickedLead[]) => void
}

/** Finds people by name or number, one after the other. */
export function LeadPicker({ value, onChange }: LeadPickerProps) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 180)
  const { data } = useQuery(
    api.leads.list.queryOptions({
      input: { filter: { search }, limit: 12 },
      placeholderData: keepPreviousData,
    }),
  )
  const found = (data?.items ?? []).filter(({ id }) => !value.some(picked => picked.id === id))
  const options = [
    ...value.map(({ id, name }) => ({ value: id as string, label: name })),
    ...found.map(({ id, name, phoneNumber }) => ({
      value: id as string,
      label: phoneNumber === null ? name : `${name} · ${format.phone(phoneNumber)}`,
    })),
  ]
  const nameOf = new Map([...value, ...found].map(({ id, name }) => [id as string, name]))
  return (
    <MultiSelect
      label={t('leads')}
      placeholder={value.length === 0 ? t('findLead') : ''}
      data={options}
      value={value.map(({ id }) => id)}
      onChange={ids => onChange(ids.map(id => ({ id: id as LeadId, name: nameOf.get(id) ?? '' })))}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      // The core has found them already, by number and folded letters too.
      filter={({ options: all }) => all}
      hidePickedOptions
      nothingFoundMessage={t('nobodyFound')}
      maxValues={20}
    />
  )
}
