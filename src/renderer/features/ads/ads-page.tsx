import { Button, Group, Menu, SegmentedControl, Skeleton, Switch, Text } from '@mantine/core'
import { IconAd2, IconColumns3 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { ADS_COLUMNS, type AdsColumn, USUAL_COLUMNS } from '#shared/domain/ad-columns.ts'
import { isRunning } from '#shared/domain/ad-status.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ChoicesChip } from '../../ui/choices-chip.tsx'
import { Delayed } from '../../ui/delayed.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { PeriodChip } from '../leads/period-chip.tsx'
import { usePreference } from '../notifications/use-preference.ts'
import { AccountStates } from './account-states.tsx'
import classes from './ads.module.css'
import { AdsChart } from './ads-chart.tsx'
import { AdsKpis } from './ads-kpis.tsx'
import { stepFor, USUAL_PERIOD } from './ads-search.ts'
import { AdsTable } from './ads-table.tsx'
import { ProfitTable } from './profit-table.tsx'
import { Reach } from './reach.tsx'
import { StatusChanges } from './status-changes.tsx'
import { useAdsAccounts, useAdsCampaigns, useAdsFigures, useAdsSearch } from './use-ads.ts'
import { useCustomerWord } from './use-customer-word.ts'
import { useStatusWords } from './use-status-words.ts'

/** Another choice above it: what was pointed out is not in it any more. */
const anyCampaign = { campaign: undefined, adset: undefined, ad: undefined }
const VIEWS = ['campaigns', 'ad', 'source', 'country', 'consultant'] as const

/** What the ads cost and what they brought. */
export function AdsPage() {
  const { t } = useTranslation('ads')
  const me = useSignedInStaff()
  if (me.role !== 'consultant') return <Ads />
  return (
    <Page title={t('title')}>
      <EmptyState title={t('notYours')}>{t('notYoursHint')}</EmptyState>
    </Page>
  )
}

function Ads() {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const { wordStatus } = useStatusWords()
  const { search, change, query, days } = useAdsSearch()
  const accounts = useAdsAccounts()
  const figures = useAdsFigures(query, search.alone ?? false)
  const campaigns = useAdsCampaigns(query).data ?? []
  const chosenColumns = usePreference('adsColumns')
  const columns = chosenColumns.value ?? USUAL_COLUMNS
  const all = accounts.data ?? []
  const brands = [...new Map(all.map(({ brandId, brandName }) => [brandId, brandName]))]
  const isEmpty = accounts.data?.length === 0
  const view = search.by === undefined || search.by === 'campaign' ? 'campaigns' : search.by

  const filters = (
    <Group gap="sm">
      <PeriodChip
        label={t('period')}
        value={search.period ?? USUAL_PERIOD}
        onChange={period => change({ period: period ?? undefined })}
      />
      <Switch
        size="xs"
        label={t('compareShort')}
        aria-label={t('compare')}
        title={t('compare')}
        checked={!search.alone}
        onChange={event => change({ alone: event.currentTarget.checked ? undefined : true })}
      />
      {brands.length > 1 && (
        <ChoicesChip
          label={t('brand')}
          clearLabel={t('clearFilter', { filter: t('brand') })}
          searchLabel={t('search')}
          nothing={t('nothingFound')}
          values={search.brand ?? []}
          choices={brands.map(([value, label]) => ({ value, label }))}
          onChange={brand => change({ brand, account: undefined, ...anyCampaign })}
        />
      )}
      {all.length > 1 && (
        <ChoicesChip
          label={t('account')}
          clearLabel={t('clearFilter', { filter: t('account') })}
          searchLabel={t('search')}
          nothing={t('nothingFound')}
          values={search.account ?? []}
          choices={all.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={account => change({ account, ...anyCampaign })}
        />
      )}
      {(campaigns.length > 1 || query.campaignIds.length > 0) && (
        <ChoicesChip
          label={t('columns.name')}
          clearLabel={t('clearFilter', { filter: t('columns.name') })}
          searchLabel={t('search')}
          nothing={t('nothingFound')}
          values={query.campaignIds}
          choices={campaigns.map(({ id, name, effectiveStatus }) => ({
            value: id,
            label: isRunning({ effectiveStatus }) ? name : `${name} (${wordStatus(effectiveStatus)})`,
          }))}
          onChange={campaign => change({ ...anyCampaign, campaign })}
        />
      )}
    </Group>
  )

  if (accounts.isError) {
    return (
      <Page title={t('title')}>
        <ProblemNotice error={accounts.error} onRetry={() => void accounts.refetch()} />
      </Page>
    )
  }
  if (isEmpty) {
    return (
      <Page title={t('title')}>
        <EmptyState
          icon={<IconAd2 size={40} stroke={1.4} />}
          title={t('emptyTitle')}
          action={
            <Button component={Link} to="/settings/meta">
              {t('emptyAction')}
            </Button>
          }
        >
          {t('emptyHint')}
        </EmptyState>
      </Page>
    )
  }

  const overview = figures.now.data
  const notes = overview && [
    overview.asOf === null ? t('neverRead') : null,
    overview.missingBefore === null || overview.asOf === null
      ? null
      : t('missingBefore', { day: format.calendarDay(overview.missingBefore) }),
    overview.timeZones.length === 0 ? null : t('otherDays', { zones: overview.timeZones.join(', ') }),
  ]
  return (
    <Page title={t('title')} filters={filters} actions={accounts.data && <AccountStates accounts={accounts.data} />}>
      <div className={classes.page}>
        {figures.now.isError && <ProblemNotice error={figures.now.error} onRetry={() => void figures.now.refetch()} />}
        {figures.now.isPending && <Waiting height={92} />}
        {overview && (
          <div className={classes.rows} data-is-stale={figures.now.isPlaceholderData}>
            <AdsKpis query={query} now={overview} before={search.alone ? null : (figures.before.data ?? null)} />
            <Text size="xs" c="dimmed" mt={6}>
              {notes?.filter(note => note !== null).join(' ')} <Reach query={query} />
            </Text>
          </div>
        )}
        {figures.series.isPending && <Waiting height={276} />}
        {figures.series.data && <AdsChart points={figures.series.data} step={stepFor(days)} />}
        <div className={classes.bar}>
          <SegmentedControl
            size="xs"
            aria-label={t('view')}
            value={view}
            data={VIEWS.map(value => ({ value, label: t(`views.${value}`) }))}
            onChange={value => change({ by: value === 'campaigns' ? undefined : (value as 'ad') })}
          />
          <div className={classes.bar}>
            <SegmentedControl
              size="xs"
              aria-label={t('touch')}
              value={query.touch}
              data={(['first', 'last'] as const).map(value => ({ value, label: t(`touches.${value}`) }))}
              onChange={value => change({ touch: value === 'last' ? 'last' : undefined })}
            />
            {view === 'campaigns' && <ColumnChoice columns={columns} onChange={chosenColumns.save} />}
          </div>
        </div>
        {view === 'campaigns' ? (
          <AdsTable
            key={`${search.campaign?.join() ?? ''} ${search.adset ?? ''}`}
            {...{ query, search, columns }}
            onChange={change}
          />
        ) : (
          <ProfitTable query={query} by={view} />
        )}
        <StatusChanges />
      </div>
    </Page>
  )
}

/** As high as what comes in its place: nothing jumps when it is there. */
function Waiting({ height }: { readonly height: number }) {
  const { t } = useTranslation('ads')
  return (
    <div style={{ height }}>
      <Delayed>
        <Skeleton height={height} role="status" aria-label={t('loading')} />
      </Delayed>
    </div>
  )
}

interface ColumnChoiceProps {
  readonly columns: readonly AdsColumn[]
  /** Null: the usual ones again. */
  readonly onChange: (columns: AdsColumn[] | null) => void
}

function ColumnChoice({ columns, onChange }: ColumnChoiceProps) {
  const { t } = useTranslation('ads')
  const customer = useCustomerWord()
  return (
    <Menu closeOnItemClick={false} position="bottom-end" width={230}>
      <Menu.Target>
        <Button variant="default" size="compact-sm" leftSection={<IconColumns3 size={15} />}>
          {t('columnChoice')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.CheckboxGroup
          value={[...columns]}
          onChange={chosen => onChange(ADS_COLUMNS.filter(column => chosen.includes(column)))}
        >
          {ADS_COLUMNS.map(column => (
            <Menu.CheckboxItem key={column} value={column}>
              {column === 'patients' || column === 'costPerPatient'
                ? t(`columns.${column}.${customer}`)
                : t(`columns.${column}`)}
            </Menu.CheckboxItem>
          ))}
        </Menu.CheckboxGroup>
        <Menu.Divider />
        <Menu.Item closeMenuOnClick onClick={() => onChange(null)}>
          {t('usualColumns')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
