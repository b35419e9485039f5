import { Skeleton, Switch, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { PeriodChip } from '../leads/period-chip.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { Breakdown } from './breakdown.tsx'
import { AskedProvider } from './drill-down.tsx'
import { FiguresTable } from './figures-table.tsx'
import { KeyFigures } from './key-figures.tsx'
import { LeadsChart } from './leads-chart.tsx'
import classes from './overview.module.css'
import { type OverviewSearch, parseOverviewSearch, USUAL_PERIOD } from './overview-search.ts'
import { Panel } from './panel.tsx'
import { RecentLeads } from './recent-leads.tsx'
import { StageFunnel } from './stage-funnel.tsx'
import { StandingCounts } from './standing-counts.tsx'
import { useOverview } from './use-overview.ts'

/** How the office stands: everybody as of now, and what became of those who came in a period. Consultants see their own. */
export function OverviewPage() {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const navigate = useNavigate()
  const me = useSignedInStaff()
  const seesAll = seesAllLeads(me.role)
  const search = useSearch({ from: '/overview' })
  const { active, colleagueOf } = useColleagues()
  const { data: report, error, refetch, isPlaceholderData } = useOverview(search)
  const isCompared = search.compare !== false

  function change(changed: OverviewSearch) {
    void navigate({ to: '.', search: parseOverviewSearch({ ...search, ...changed }), replace: true })
  }

  return (
    <Page
      title={t('title')}
      filters={
        <div className={classes.filters}>
          <PeriodChip
            label={t('period')}
            value={search.period ?? USUAL_PERIOD}
            onChange={period => change({ period: period ?? undefined })}
          />
          {seesAll && (
            <FilterChip
              label={t('consultant')}
              anyLabel={t('everybody')}
              clearLabel={t('leadLists:clearFilter', { filter: t('consultant') })}
              value={search.owner ?? null}
              options={active.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={owner => change({ owner: owner ?? undefined })}
            />
          )}
          <Switch
            size="sm"
            label={t('compare')}
            checked={isCompared}
            onChange={event => change({ compare: event.currentTarget.checked ? undefined : false })}
          />
        </div>
      }
      actions={
        report && (
          <Text size="xs" c="dimmed" className="tabular" role="status">
            {t('asOf', { time: format.time(report.asOf) })}
          </Text>
        )
      }
    >
      <AskedProvider value={search}>
        <div className={classes.page} data-is-stale={isPlaceholderData || undefined}>
          <StandingCounts owner={seesAll ? (search.owner === undefined ? undefined : [search.owner]) : ['me']} />
          {report === undefined && error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
          {report === undefined && error === null && (
            <Delayed>
              <Skeleton height={320} />
            </Delayed>
          )}
          {report !== undefined && (
            <>
              <KeyFigures report={report} isCompared={isCompared} />
              {isCompared && report.before !== null && (
                <Text size="xs" c="dimmed">
                  {t('comparedWith', {
                    from: format.date(report.before.from),
                    to: format.date(report.before.until - 1),
                  })}
                </Text>
              )}
              <div className={classes.columns}>
                <div className={classes.wide}>
                  <LeadsChart report={report} />
                  <StageFunnel report={report} />
                  <Breakdown report={report} />
                  {seesAll && (
                    <Panel title={t('people')}>
                      <FiguresTable
                        by={t('consultant')}
                        withFirstAnswer
                        rows={report.people.map(figures => ({
                          ...{ key: figures.staffId ?? '', figures },
                          label:
                            figures.staffId === null
                              ? t('leads:nobody')
                              : (colleagueOf(figures.staffId)?.name ?? t('leads:someone')),
                          about: { owner: [figures.staffId ?? 'nobody'] },
                        }))}
                      />
                    </Panel>
                  )}
                </div>
                <RecentLeads />
              </div>
            </>
          )}
        </div>
      </AskedProvider>
    </Page>
  )
}
