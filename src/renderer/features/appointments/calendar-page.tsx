import { ActionIcon, Badge, Button, Group, MultiSelect, SegmentedControl, Text, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconPlus, IconPrinter, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { AppointmentId } from '#shared/domain/ids.ts'
import { addDays, dayOf } from '#shared/domain/zoned-time.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff, useTimeZone } from '../../rpc/use-connection.ts'
import { Page } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import { AgendaList } from './agenda-list.tsx'
import { AppointmentPanel } from './appointment-panel.tsx'
import { type Booking, BookingDialog } from './booking-dialog.tsx'
import classes from './calendar.module.css'
import { CalendarBoard } from './calendar-board.tsx'
import { type CalendarSearch, CalendarView, daysShown, parseCalendarSearch, stepFrom } from './calendar-search.ts'
import type { Draft } from './form-values.ts'
import { FreeSlotFinder } from './free-slot-finder.tsx'
import { MoveBar } from './move-bar.tsx'
import { PrintSheet } from './print-sheet.tsx'
import { RequestsPanel } from './requests-panel.tsx'
import { useAppointments } from './use-appointments.ts'
import { useCalendarTitle } from './use-calendar-title.ts'
import { useKeyMoves } from './use-key-moves.ts'
import { useMoveAppointment } from './use-move-appointment.ts'
import { useRequests } from './use-requests.ts'

const NONE: never[] = []
const QUARTER = 15 * 60_000

/** The office's days: whose appointments, how they lie, and everything that can be done with them. */
export function CalendarPage() {
  const { t } = useTranslation('appointments')
  const navigate = useNavigate()
  const search: CalendarSearch = useSearch({ from: '/calendar' })
  const timeZone = useTimeZone() ?? 'UTC'
  const me = useSignedInStaff()
  const { active } = useColleagues()
  const today = dayOf(coreNow(), timeZone)
  const view = search.show ?? 'week'
  const on = search.on ?? today
  const { data, error, refetch, isPlaceholderData } = useAppointments(view, on, search)
  const title = useCalendarTitle(view, daysShown(view, on))
  const openId = search.open ?? null
  const { requests, mine } = useRequests()
  const [form, setForm] = useState<Booking | null>(null)
  const [isPrinting, setPrinting] = useState(false)
  const [isFinding, setFinding] = useState(false)

  const change = useCallback(
    (changed: CalendarSearch) =>
      void navigate({
        to: '/calendar',
        search: before => parseCalendarSearch({ ...before, ...changed }),
        replace: true,
      }),
    [navigate],
  )

  const { data: opened } = useQuery({
    ...api.appointments.get.queryOptions({ input: { id: openId ?? ('' as AppointmentId) } }),
    enabled: openId !== null,
  })
  const { move, drop } = useKeyMoves(openId === null ? undefined : opened)
  const moveTo = useMoveAppointment(moved => setForm({ edited: moved, draft: { startsAt: moved.startsAt } }))
  // A day that is left by a key is left by the calendar too.
  const movedDay = move === null ? null : dayOf(move.startsAt, timeZone)
  useEffect(() => {
    if (movedDay === null) return
    const { from, until } = daysShown(view, on)
    if (movedDay < from || movedDay >= until) change({ on: movedDay })
  }, [movedDay, view, on, change])

  const handlePrinted = useCallback(() => setPrinting(false), [])

  function leaveMove() {
    const moved = move?.appointment.id
    drop()
    requestAnimationFrame(() =>
      document.querySelector(`[data-appointment="${moved}"]`)?.closest<HTMLElement>('button')?.focus(),
    )
  }

  const setOpenId = useCallback((open: AppointmentId | null) => change({ open: open ?? undefined }), [change])

  const handleNew = useCallback(
    (draft?: Draft) => {
      const next = Math.ceil(coreNow() / QUARTER) * QUARTER
      setForm({ edited: null, draft: { staffId: me.id, ...(draft ?? { startsAt: next }) } })
    },
    [me.id],
  )

  useShortcuts(
    t('shortcuts'),
    useMemo(
      () => [
        { keys: 'C', label: t('shortcutNew'), run: () => handleNew() },
        { keys: 'F', label: t('findFree'), run: () => setFinding(true) },
        { keys: 'R', label: t('requests'), run: () => change({ requests: !search.requests, open: undefined }) },
        { keys: 'T', label: t('today'), run: () => change({ on: undefined }) },
        { keys: 'J', label: t('next'), run: () => change({ on: stepFrom(view, on, 1) }) },
        { keys: 'K', label: t('previous'), run: () => change({ on: stepFrom(view, on, -1) }) },
      ],
      [t, view, on, change, handleNew, search.requests],
    ),
  )

  const filters = (
    <Group gap="xs" wrap="wrap">
      <Group gap={2} wrap="nowrap">
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('previous')}
          onClick={() => change({ on: stepFrom(view, on, -1) })}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <Button variant="default" size="xs" onClick={() => change({ on: undefined })} disabled={on === today}>
          {t('today')}
        </Button>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={t('next')}
          onClick={() => change({ on: stepFrom(view, on, 1) })}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </Group>
      <Text fw={600} size="sm" className={classes.title} aria-live="polite">
        {title}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={t('viewLabel')}
        data={CalendarView.options.map(value => ({ value, label: t(`view.${value}`) }))}
        value={view}
        onChange={value => change({ show: value as CalendarView })}
      />
      <MultiSelect
        size="xs"
        className={classes.people}
        aria-label={t('staffFilter')}
        placeholder={search.staff === undefined ? t('everybody') : ''}
        clearable
        data={active.map(({ id, name }) => ({ value: id as string, label: name }))}
        value={search.staff ?? []}
        onChange={staff => change({ staff: staff as CalendarSearch['staff'] })}
      />
    </Group>
  )

  return (
    <Page
      title={t('title')}
      filters={filters}
      actions={
        <Group gap="xs" wrap="nowrap">
          {(requests.length > 0 || search.requests) && (
            <Button
              variant="default"
              aria-expanded={search.requests ?? false}
              rightSection={
                <Badge size="sm" circle={requests.length < 10} color={mine > 0 ? undefined : 'gray'}>
                  {requests.length}
                </Badge>
              }
              onClick={() => change({ requests: !search.requests, open: undefined })}
            >
              {t('requests')}
            </Button>
          )}
          <Tooltip label={t('print')}>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={t('print')}
              onClick={() => setPrinting(true)}
              disabled={data === undefined || view === 'month'}
            >
              <IconPrinter size={18} />
            </ActionIcon>
          </Tooltip>
          <Button
            variant="default"
            visibleFrom="lg"
            leftSection={<IconSearch size={16} />}
            onClick={() => setFinding(true)}
          >
            {t('findFree')}
          </Button>
          <Tooltip label={t('findFree')}>
            <ActionIcon
              variant="default"
              size={36}
              hiddenFrom="lg"
              aria-label={t('findFree')}
              onClick={() => setFinding(true)}
            >
              <IconSearch size={18} />
            </ActionIcon>
          </Tooltip>
          <Button leftSection={<IconPlus size={16} />} onClick={() => handleNew()}>
            {t('new')}
          </Button>
        </Group>
      }
    >
      <div className={classes.body}>
        <section className={classes.board} aria-label={t('title')} data-is-stale={isPlaceholderData || undefined}>
          {error !== null && data === undefined ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : view === 'agenda' ? (
            <AgendaList on={on} search={search} openId={openId} onOpen={setOpenId} />
          ) : (
            <CalendarBoard
              view={view}
              moving={move}
              on={on}
              staffIds={search.staff ?? null}
              appointments={data?.appointments ?? []}
              busy={data?.busy ?? NONE}
              more={data?.more ?? NONE}
              onOpen={setOpenId}
              onNew={handleNew}
              onDay={day => change({ show: 'people', on: day })}
              onMeets={moved => setForm({ edited: moved, draft: { startsAt: moved.startsAt } })}
            />
          )}
          {move !== null && (
            <MoveBar
              move={move}
              onConfirm={() => {
                moveTo(move.appointment, move)
                leaveMove()
              }}
              onMeets={() => {
                setForm({
                  edited: { ...move.appointment, startsAt: move.startsAt, endsAt: move.endsAt },
                  draft: { startsAt: move.startsAt },
                })
                leaveMove()
              }}
              onCancel={leaveMove}
            />
          )}
        </section>
        {search.requests && openId === null && (
          <RequestsPanel
            requests={requests}
            openId={openId}
            onOpen={({ id, startsAt }) => change({ open: id, on: dayOf(startsAt, timeZone) })}
            onClose={() => change({ requests: undefined })}
          />
        )}
        {openId !== null && (
          <AppointmentPanel
            id={openId}
            onClose={() => setOpenId(null)}
            onEdit={appointment => setForm({ edited: appointment, draft: { startsAt: appointment.startsAt } })}
          />
        )}
      </div>
      {isPrinting && <PrintSheet title={title} appointments={data?.appointments ?? NONE} onDone={handlePrinted} />}
      <FreeSlotFinder
        isOpen={isFinding}
        onClose={() => setFinding(false)}
        onPick={draft => {
          setFinding(false)
          setForm({ edited: null, draft })
        }}
      />
      <BookingDialog
        booking={form}
        onClose={() => setForm(null)}
        onSaved={({ id, startsAt }) => {
          const day = dayOf(startsAt, timeZone)
          const { from, until } = daysShown(view, on)
          const isElsewhere = day < from || day > addDays(until, -1)
          change({ open: id, ...(isElsewhere ? { on: day } : {}) })
        }}
      />
    </Page>
  )
}
