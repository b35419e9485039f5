import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LeadSource } from '#shared/contract/leads.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import classes from './leads-page.module.css'
import { isFiltering, type LeadsSearch } from './leads-search.ts'
import { StageDot } from './stage-mark.tsx'
import { useColleagues, useStages } from './use-office-people.ts'

interface LeadFiltersProps {
  readonly search: LeadsSearch
  readonly onChange: (changed: LeadsSearch) => void
  readonly onClear: () => void
}

export function LeadFilters({ search, onChange, onClear }: LeadFiltersProps) {
  const { t } = useTranslation('leads')
  const me = useSignedInStaff()
  const { stages } = useStages()
  const { active } = useColleagues()
  const owners = [
    { value: me.id, label: t('me', { name: me.name }) },
    ...active.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: id, label: name })),
    { value: 'nobody' as const, label: t('nobody') },
  ]
  return (
    <div className={classes.filters} role="search" aria-label={t('filters')}>
      <SearchField
        name="leads"
        className={classes.search}
        label={t('search')}
        clearLabel={t('clearSearch')}
        value={search.q ?? ''}
        onChange={q => onChange({ q })}
      />
      <FilterChip
        label={t('anyStage')}
        anyLabel={t('allStages')}
        clearLabel={`${t('clearFilters')}: ${t('stage')}`}
        value={search.stage ?? null}
        options={stages.map(({ id, name, color }) => ({ value: id, label: name, mark: <StageDot color={color} /> }))}
        onChange={stage => onChange({ stage: stage ?? undefined, outcome: undefined })}
      />
      <FilterChip
        label={t('anyOwner')}
        anyLabel={t('allOwners')}
        clearLabel={`${t('clearFilters')}: ${t('owner')}`}
        value={search.owner ?? null}
        options={owners}
        onChange={owner => onChange({ owner: owner ?? undefined })}
      />
      <FilterChip
        label={t('anySource')}
        anyLabel={t('allSources')}
        clearLabel={`${t('clearFilters')}: ${t('source')}`}
        value={search.source ?? null}
        options={LeadSource.options.map(value => ({ value, label: t(`sources.${value}`) }))}
        onChange={source => onChange({ source: source ?? undefined })}
      />
      {isFiltering(search) && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      )}
    </div>
  )
}
