import { Text, UnstyledButton } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import type { AppointmentId } from '#shared/domain/ids.ts'
import { startOfDay } from '#shared/domain/zoned-time.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import classes from './agenda-list.module.css'
import { type AgendaRow, agendaRows } from './agenda-rows.ts'
import type { CalendarSearch } from './calendar-search.ts'
import { StatusBadge } from './status-badge.tsx'
import { theirTime } from './their-time.ts'
import { titleOf } from './to-events.ts'
import { useAppointmentTypes, useRooms } from './use-appointments.ts'

const ROW_HEIGHT = 48
const DAY_HEIGHT = 36
/** How many rows before the end the next page is asked for. */
const AHEAD = 15

interface AgendaListProps {
  readonly on: string
  readonly search: CalendarSearch
  readonly openId: AppointmentId | null
  readonly onOpen: (id: AppointmentId) => void
}

/** Everything from a day on, day by day; only what is in sight exists. */
export function AgendaList({ on, search: { staff, types: typeIds, cancelled }, openId, onOpen }: AgendaListProps) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const timeZone = useTimeZone() ?? 'UTC'
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    api.appointments.agenda.infiniteOptions({
      input: (cursor: string | null) => ({
        from: startOfDay(on, timeZone),
        staffIds: staff ?? null,
        typeIds: typeIds ?? null,
        includesCancelled: cancelled ?? false,
        cursor,
      }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  )
  const rows = useMemo(() => agendaRows(data?.pages.flatMap(page => page.items) ?? [], timeZone), [data, timeZone])
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => (rows[index]?.kind === 'day' ? DAY_HEIGHT : ROW_HEIGHT),
    getItemKey: index => rows[index]?.key ?? index,
    overscan: 10,
  })
  const items = virtualizer.getVirtualItems()
  const lastInSight = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastInSight >= rows.length - AHEAD) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, lastInSight, rows.length, fetchNextPage])

  if (data === undefined) return error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (rows.length === 0) {
    return (
      <EmptyState icon={<IconCalendarOff size={32} stroke={1.4} />} title={t('noEvents')}>
        {t('agendaEmpty')}
      </EmptyState>
    )
  }
  return (
    <div ref={scroller} className={classes.scroller}>
      <div className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const row = rows[index]
          if (row === undefined) return null
          return (
            <div key={key} className={classes.place} style={{ transform: `translateY(${start}px)` }}>
              {row.kind === 'day' ? (
                <Text component="h2" className={classes.day}>
                  {format.longDay(row.at, coreNow())}
                </Text>
              ) : (
                <Line row={row} isOpen={row.appointment.id === openId} onOpen={onOpen} />
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface LineProps {
  readonly row: Extract<AgendaRow, { kind: 'appointment' }>
  readonly isOpen: boolean
  readonly onOpen: (id: AppointmentId) => void
}

function Line({ row: { appointment }, isOpen, onOpen }: LineProps) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const locale = useLocale()
  const timeZone = useTimeZone()
  const { colleagueOf } = useColleagues()
  const type = useAppointmentTypes().find(({ id }) => id === appointment.typeId)
  const room = useRooms().find(({ id }) => id === appointment.roomId)
  const { startsAt, endsAt, status, staffId } = appointment
  const theirs = theirTime(startsAt, appointment.leads[0]?.timeZone, timeZone, locale)
  return (
    <UnstyledButton
      className={classes.line}
      data-is-open={isOpen || undefined}
      data-status={status}
      onClick={() => onOpen(appointment.id)}
    >
      <span className={classes.time}>
        {format.time(startsAt)} – {format.time(endsAt)}
        {theirs !== null && <span className={classes.theirs}>{t('atTheirs', { time: theirs })}</span>}
      </span>
      <span
        className={classes.color}
        style={{ background: `var(--mantine-color-${type?.color ?? 'teal'}-filled)` }}
        aria-hidden
      />
      <span className={classes.name}>{titleOf(appointment, type?.name) ?? t('one')}</span>
      <span className={classes.who}>
        {[colleagueOf(staffId)?.name ?? t('nobody'), room?.name].filter(Boolean).join(' · ')}
      </span>
      <StatusBadge appointment={appointment} />
    </UnstyledButton>
  )
}
