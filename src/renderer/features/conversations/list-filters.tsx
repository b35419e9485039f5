import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../rpc/api.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'
import classes from './conversation-list.module.css'
import { INBOX_VIEWS, type InboxFilter, type InboxView } from './inbox-filter.ts'

interface ListFiltersProps {
  readonly filter: InboxFilter
  readonly onChange: (filter: InboxFilter) => void
}

export function ListFilters({ filter, onChange }: ListFiltersProps) {
  const { t } = useTranslation('conversations')
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  return (
    <div className={classes.filters}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('filterLabel')}
        value={filter.view}
        data={INBOX_VIEWS.map(value => ({ value, label: t(`filters.${value}`) }))}
        onChange={view => onChange({ ...filter, view: view as InboxView })}
      />
      {(accounts.length > 1 || filter.accountId !== null) && (
        <FilterChip
          label={t('account')}
          anyLabel={t('allAccounts')}
          clearLabel={t('clearAccount')}
          value={filter.accountId}
          options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={accountId => onChange({ ...filter, accountId })}
        />
      )}
    </div>
  )
}
