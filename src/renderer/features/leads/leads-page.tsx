import { Button, Group } from '@mantine/core'
import { IconFileImport, IconFilterOff, IconPlus, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RoomyButton } from '../../ui/roomy-button.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { BulkBar } from '../bulk-actions/bulk-bar.tsx'
import { BulkProgress } from '../bulk-actions/bulk-progress.tsx'
import { useLeadSelection } from '../bulk-actions/use-lead-selection.ts'
import { DuplicatesLink } from '../duplicates/duplicates-link.tsx'
import { LayoutSwitch } from '../lead-board/layout-switch.tsx'
import { LeadBoard } from '../lead-board/lead-board.tsx'
import { ExportListButton } from '../lead-exports/export-list-button.tsx'
import { ViewTabs } from '../lead-views/view-tabs.tsx'
import { ColumnPicker } from './column-picker.tsx'
import { LeadFilters } from './lead-filters.tsx'
import { LeadForm } from './lead-form.tsx'
import { LeadPanel } from './lead-panel.tsx'
import { LeadStatsLine } from './lead-stats-line.tsx'
import { LeadTable, LeadTableSkeleton } from './lead-table.tsx'
import classes from './leads-page.module.css'
import { isFiltering, toLeadFilter } from './leads-search.ts'
import { useLeadColumns } from './use-lead-columns.ts'
import { useLeadList } from './use-lead-list.ts'
import { useLeadsSearch } from './use-leads-search.ts'

const NOBODY: readonly LeadSummary[] = []

/** Everybody the office knows, found by name, number, stage, consultant and source. It all comes from this PC. */
export function LeadsPage() {
  const { t } = useTranslation('leads')
  const navigate = useNavigate()
  const me = useSignedInStaff()
  const { leadId } = useParams({ strict: false })
  const { search, change, clear, show } = useLeadsSearch()
  const isBoard = search.layout === 'board'
  const { leads, error, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData, isLooking, refetch } =
    useLeadList(search, { isWanted: !isBoard })
  const chosen = useLeadColumns(search, change)
  const [isAdding, setIsAdding] = useState(false)
  const filter = useMemo(() => toLeadFilter(search), [search])
  const picks = useLeadSelection(filter, leads ?? NOBODY)
  const isPicking = !isBoard && (picks.count > 0 || picks.isAll)
  const { data: found } = useQuery(api.leads.count.queryOptions({ input: { filter }, enabled: isPicking }))
  const openId = (leadId as LeadId | undefined) ?? null

  useShortcuts(
    t('shortcuts'),
    useMemo(
      () => [
        { keys: 'C', label: t('shortcutNew'), run: () => setIsAdding(true) },
        {
          keys: '/',
          label: t('shortcutSearch'),
          run: () => document.querySelector<HTMLInputElement>('[data-search-field="leads"]')?.focus(),
        },
      ],
      [t],
    ),
  )

  function handleOpen(lead: Pick<LeadSummary, 'id'>) {
    void navigate({ to: '/leads/$leadId', params: { leadId: lead.id }, search: true })
  }

  function handleOpenPage(lead: Pick<LeadSummary, 'id'>) {
    void navigate({ to: '/leads/$leadId/page', params: { leadId: lead.id } })
  }

  function handleClose() {
    void navigate({ to: '/leads', search: true })
  }

  return (
    <Page
      title={t('title')}
      filters={<LeadFilters search={search} onChange={change} onClear={clear} />}
      actions={
        <Group gap="xs" wrap="nowrap">
          <LayoutSwitch search={search} onChange={change} />
          <DuplicatesLink />
          <ExportListButton search={search} />
          {seesAllLeads(me.role) && (
            <RoomyButton
              label={t('importLeads')}
              icon={<IconFileImport size={16} />}
              renderRoot={props => <Link {...props} to="/leads/import" />}
            />
          )}
          <Button leftSection={<IconPlus size={16} />} onClick={() => setIsAdding(true)}>
            {t('new')}
          </Button>
        </Group>
      }
    >
      <div className={classes.body}>
        <section className={classes.list} aria-label={t('listLabel')}>
          <ViewTabs search={search} columns={chosen.columns} onShow={show}>
            {!isBoard && <ColumnPicker chosen={chosen} />}
          </ViewTabs>
          {isPicking ? (
            <BulkBar picks={picks} found={found} />
          ) : (
            <LeadStatsLine
              outcome={search.outcome?.length === 1 ? (search.outcome[0] ?? null) : null}
              onChoose={outcome => change({ outcome: outcome && [outcome], stage: undefined })}
            />
          )}
          <BulkProgress />
          {content()}
        </section>
        {openId !== null && <LeadPanel leadId={openId} onClose={handleClose} />}
      </div>
      <LeadForm isOpen={isAdding} onClose={() => setIsAdding(false)} onSaved={handleOpen} />
    </Page>
  )

  function content() {
    if (isBoard) {
      return (
        <LeadBoard
          search={search}
          openId={openId}
          onOpen={handleOpen}
          onOpenPage={handleOpenPage}
          onClose={handleClose}
        />
      )
    }
    if (leads === undefined) {
      return error === null ? (
        <LeadTableSkeleton />
      ) : (
        <div className={classes.notice}>
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        </div>
      )
    }
    if (leads.length === 0 && isLooking) {
      return (
        <Delayed>
          <p className={classes.looking} role="status">
            {t('leadLists:stillLooking')}
          </p>
        </Delayed>
      )
    }
    if (leads.length === 0) {
      return isFiltering(search) ? (
        <EmptyState
          icon={<IconFilterOff size={32} stroke={1.4} />}
          title={t('nothingFoundTitle')}
          action={
            <Button variant="default" onClick={clear}>
              {t('clearFilters')}
            </Button>
          }
        >
          {t('nothingFoundText')}
        </EmptyState>
      ) : (
        <EmptyState
          icon={<IconUsers size={32} stroke={1.4} />}
          title={t('emptyTitle')}
          action={<Button onClick={() => setIsAdding(true)}>{t('new')}</Button>}
        >
          {t('emptyText')}
        </EmptyState>
      )
    }
    return (
      <LeadTable
        leads={leads}
        shown={chosen}
        openId={openId}
        isStale={isPlaceholderData}
        hasMore={hasNextPage}
        onMore={() => {
          if (!isFetchingNextPage) void fetchNextPage()
        }}
        picks={picks}
        sort={(search.q ?? '') === '' ? (search.sort ?? 'created') : null}
        isReversed={search.dir !== undefined}
        onSort={(sort, dir) => change({ sort: sort === 'created' ? undefined : sort, dir })}
        onOpen={handleOpen}
        onOpenPage={handleOpenPage}
        onClose={handleClose}
      />
    )
  }
}
