import { ActionIcon, Button, Group, Modal, MultiSelect, SegmentedControl, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconPlus } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { AppointmentId } from '#shared/domain/ids.ts'
import { addDays, dayOf } from '#shared/domain/zoned-time.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff, useTimeZone } from '../../rpc/use-connection.ts'
import { Page } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import { AppointmentForm } from './appointment-form.tsx'
import { AppointmentPanel } from './appointment-panel.tsx'
import classes from './calendar.module.css'
import { CalendarBoard } from './calendar-board.tsx'
import { type CalendarSearch, CalendarView, daysShown, parseCalendarSearch, stepFrom } from './calendar-search.ts'
import type { Draft } from './form-values.ts'
import { useAppointments } from './use-appointments.ts'
import { useCalendarTitle } from './use-calendar-title.ts'

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
  const [openId, setOpenId] = useState<AppointmentId | null>(null)
  const [form, setForm] = useState<{ edited: Appointment | null; draft: Draft } | null>(null)

  const change = useCallback(
    (changed: CalendarSearch) =>
      void navigate({
        to: '/calendar',
        search: before => parseCalendarSearch({ ...before, ...changed }),
        replace: true,
      }),
    [navigate],
  )

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
        { keys: 'T', label: t('today'), run: () => change({ on: undefined }) },
        { keys: 'J', label: t('next'), run: () => change({ on: stepFrom(view, on, 1) }) },
        { keys: 'K', label: t('previous'), run: () => change({ on: stepFrom(view, on, -1) }) },
      ],
      [t, view, on, change, handleNew],
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
        <Button leftSection={<IconPlus size={16} />} onClick={() => handleNew()}>
          {t('new')}
        </Button>
      }
    >
      <div className={classes.body}>
        <section className={classes.board} aria-label={t('title')} data-is-stale={isPlaceholderData || undefined}>
          {error !== null && data === undefined ? (
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          ) : (
            <CalendarBoard
              view={view}
              on={on}
              staffIds={search.staff ?? null}
              appointments={data?.appointments ?? []}
              busy={data?.busy ?? []}
              onOpen={setOpenId}
              onNew={handleNew}
              onDay={day => change({ show: 'people', on: day })}
              onMeets={moved => setForm({ edited: moved, draft: { startsAt: moved.startsAt } })}
            />
          )}
        </section>
        {openId !== null && (
          <AppointmentPanel
            id={openId}
            onClose={() => setOpenId(null)}
            onEdit={appointment => setForm({ edited: appointment, draft: { startsAt: appointment.startsAt } })}
          />
        )}
      </div>
      <Modal
        opened={form !== null}
        onClose={() => setForm(null)}
        size="lg"
        title={t(form?.edited ? 'editTitle' : 'newTitle')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {form !== null && (
          <AppointmentForm
            edited={form.edited}
            draft={form.draft}
            onClose={() => setForm(null)}
            onSaved={({ id, startsAt }) => {
              setOpenId(id)
              const day = dayOf(startsAt, timeZone)
              const { from, until } = daysShown(view, on)
              if (day < from || day > addDays(until, -1)) change({ on: day })
            }}
          />
        )}
      </Modal>
    </Page>
  )
}
