import { useQuery } from '@tanstack/react-query'
import { type ConversationCounts, MOST_COUNTED } from '#shared/contract/conversations.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { INBOX_VIEWS, type InboxFilter, type InboxView } from './inbox-filter.ts'
import classes from './list-filters.module.css'

interface ListFiltersProps {
  readonly filter: InboxFilter
  readonly onChange: (filter: InboxFilter) => void
}

export function ListFilters({ filter, onChange }: ListFiltersProps) {
  const { t } = useTranslation('conversations')
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  const { data: counts } = useQuery(api.conversations.counts.queryOptions())
  return (
    <div className={classes.filters} role="search" aria-label={t('filterLabel')}>
      <SearchField
        name="chats"
        size="xs"
        label={t('searchList')}
        clearLabel={t('clearSearch')}
        value={filter.search}
        onChange={search => onChange({ ...filter, search })}
      />
      <div className={classes.views} role="radiogroup" aria-label={t('filterLabel')}>
        {INBOX_VIEWS.map(view => (
          <label key={view} className={classes.view} data-is-chosen={view === filter.view}>
            <input
              type="radio"
              name="inbox-view"
              className={classes.radio}
              checked={view === filter.view}
              onChange={() => onChange({ ...filter, view })}
            />
            {t(`filters.${view}`)}
            <Count of={counts && countOf(view, counts)} />
          </label>
        ))}
      </div>
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

function Count({ of }: { readonly of: number | null | undefined }) {
  const format = useFormat()
  if (of === undefined || of === null || of === 0) return null
  const text = of > MOST_COUNTED ? `${format.number(MOST_COUNTED)}+` : format.number(of)
  return <span className={classes.count}>{text}</span>
}

function countOf(view: InboxView, counts: ConversationCounts): number | null {
  switch (view) {
    case 'all':
      return null
    case 'unread':
      return counts.unreadConversations
    case 'starred':
      return counts.starredMessages
    case 'mine':
    case 'unassigned':
    case 'waiting':
    case 'archived':
      return counts[view]
  }
}
