import { ActionIcon, Button, Menu, Tooltip, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconDeviceFloppy, IconPlus, IconUsers } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { LeadFilter } from '#shared/contract/lead-filter.ts'
import type { LeadColumn, LeadView } from '#shared/contract/lead-views.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { moved } from '../../ui/moved.ts'
import { showUndoToast } from '../../ui/toast.tsx'
import type { LeadsSearch } from '../leads/leads-search.ts'
import { ViewForm } from './view-form.tsx'
import { isChanged, searchOf, viewOf } from './view-search.ts'
import classes from './view-tabs.module.css'

interface ViewTabsProps {
  readonly search: LeadsSearch
  /** Those that are shown now. */
  readonly columns: readonly LeadColumn[]
  readonly onShow: (search: LeadsSearch) => void
  /** What else stands in the bar, at its end. */
  readonly children?: ReactNode
}

const COUNT_STALE_MS = 60_000

/** The office's and one's own ways of looking at the leads, each with how many it finds. */
export function ViewTabs({ search, columns, onShow, children }: ViewTabsProps) {
  const { t } = useTranslation('leadViews')
  const me = useSignedInStaff()
  const { data: views = [] } = useQuery(api.leadViews.list.queryOptions())
  const [form, setForm] = useState<'new' | LeadView | null>(null)
  const current = views.find(view => view.id === search.savedView)
  const mayChange = (view: LeadView) => !view.isShared || seesAllLeads(me.role)
  const hasChanges = current !== undefined && isChanged(current, search)
  return (
    <nav className={classes.bar} aria-label={t('title')}>
      <ul className={classes.tabs}>
        {views.map((view, index) => (
          <li key={view.id} className={classes.tab} data-is-current={view.id === current?.id}>
            <Tab view={view} isCurrent={view.id === current?.id} onShow={() => onShow(searchOf(view))} />
            {view.id === current?.id && mayChange(view) && (
              <ViewMenu
                views={views}
                index={index}
                mayShare={seesAllLeads(me.role)}
                onEdit={() => setForm(view)}
                onGone={() => onShow({})}
              />
            )}
          </li>
        ))}
      </ul>
      {current !== undefined && hasChanges && mayChange(current) && <SaveChanges view={current} search={search} />}
      {current !== undefined && hasChanges && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onShow(searchOf(current))}>
          {t('discard')}
        </Button>
      )}
      <Tooltip label={t('saveAs')}>
        <ActionIcon size={26} aria-label={t('saveAs')} onClick={() => setForm('new')}>
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      {children !== undefined && <span className={classes.end}>{children}</span>}
      {form !== null && (
        <ViewForm
          view={form === 'new' ? null : form}
          shown={viewOf(search)}
          columns={columns}
          mayShare={seesAllLeads(me.role)}
          onClose={() => setForm(null)}
          onSaved={saved => onShow({ ...search, savedView: saved.id, cols: saved.columns ?? undefined })}
        />
      )}
    </nav>
  )
}

function Tab({ view, isCurrent, onShow }: { view: LeadView; isCurrent: boolean; onShow: () => void }) {
  const { t } = useTranslation('leadViews')
  const format = useFormat()
  const { data: found } = useQuery(
    api.leads.count.queryOptions({ input: { filter: LeadFilter.parse(view.filter) }, staleTime: COUNT_STALE_MS }),
  )
  const name = view.name ?? (view.builtIn === null ? '' : t(`builtIn.${view.builtIn}`))
  return (
    <UnstyledButton className={classes.button} aria-current={isCurrent || undefined} onClick={onShow}>
      {view.isShared && view.builtIn === null && <IconUsers size={13} aria-label={t('shared')} />}
      <span>{name}</span>
      {found !== undefined && (
        <span className={`${classes.count} tabular`}>
          {format.number(found.count)}
          {found.isMore && '+'}
        </span>
      )}
    </UnstyledButton>
  )
}

function SaveChanges({ view, search }: { readonly view: LeadView; readonly search: LeadsSearch }) {
  const { t } = useTranslation('leadViews')
  const queries = useQueryClient()
  const saving = useMutation(
    api.leadViews.update.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.leadViews.key() }),
    }),
  )
  const { id, version, name } = view
  return (
    <Button
      variant="light"
      size="compact-xs"
      leftSection={<IconDeviceFloppy size={14} />}
      loading={saving.isPending}
      onClick={() => saving.mutate({ id, version, name, ...viewOf(search) })}
    >
      {t('saveChanges')}
    </Button>
  )
}

interface ViewMenuProps {
  readonly views: readonly LeadView[]
  readonly index: number
  readonly mayShare: boolean
  readonly onEdit: () => void
  readonly onGone: () => void
}

function ViewMenu({ views, index, mayShare, onEdit, onGone }: ViewMenuProps) {
  const { t } = useTranslation('leadViews')
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: api.leadViews.key() })
  const remove = useMutation(api.leadViews.remove.mutationOptions({ onSettled }))
  const restore = useMutation(api.leadViews.restore.mutationOptions({ onSettled }))
  const update = useMutation(api.leadViews.update.mutationOptions({ onSettled }))
  const reorder = useMutation(api.leadViews.reorder.mutationOptions({ onSettled }))
  const view = views[index]
  if (view === undefined) return null
  // The office's and one's own have an order each.
  const group = views.filter(({ isShared }) => isShared === view.isShared).map(({ id }) => id)
  const place = group.indexOf(view.id)
  const name = view.name ?? (view.builtIn === null ? '' : t(`builtIn.${view.builtIn}`))
  const { id } = view

  function move(by: -1 | 1): void {
    reorder.mutate({ ids: moved(group, place, place + by) })
  }

  /** The way back is the same step the other way, from what has come of the first. */
  function handleShare(from: LeadView, isShared: boolean): void {
    update.mutate(
      { ...from, isShared },
      {
        onSuccess: changed =>
          showUndoToast(`view-${id}`, t(isShared ? 'nowShared' : 'nowPrivate', { name }), () =>
            update.mutate({ ...changed, isShared: !isShared }),
          ),
      },
    )
  }

  function handleRemove(): void {
    remove.mutate(
      { id },
      {
        onSuccess() {
          onGone()
          showUndoToast(`view-${id}`, t('removed', { name }), () => restore.mutate({ id }))
        },
      },
    )
  }

  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon size={22} aria-label={t('actionsOf', { name })}>
          <IconChevronDown size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onEdit}>{t('edit')}</Menu.Item>
        {mayShare && view.builtIn === null && (
          <Menu.Item onClick={() => handleShare(view, !view.isShared)}>
            {t(view.isShared ? 'makePrivate' : 'share')}
          </Menu.Item>
        )}
        <Menu.Item disabled={place === 0} onClick={() => move(-1)}>
          {t('moveBack')}
        </Menu.Item>
        <Menu.Item disabled={place === group.length - 1} onClick={() => move(1)}>
          {t('moveOn')}
        </Menu.Item>
        {view.builtIn !== 'all' && (
          <>
            <Menu.Divider />
            <Menu.Item color="red" onClick={handleRemove}>
              {t('remove')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
