import { Button, Group, Stack, Switch, Text } from '@mantine/core'
import { TimePicker } from '@mantine/dates'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OfficeHours } from '#shared/contract/working-hours.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import type { WorkingHours } from '#shared/domain/working-hours.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import classes from './calendar.module.css'
import { weekdayNames } from './weekday-names.ts'

interface WeekHoursProps {
  readonly hours: OfficeHours
  /** Null: the office's own. */
  readonly staffId: StaffId | null
}

const USUAL = { from: 9 * 60, until: 18 * 60 }

/** Seven days with their hours. A day with a break has two stretches; the second is added where it is needed. */
export function WeekHours({ hours, staffId }: WeekHoursProps) {
  const { t } = useTranslation('appointments')
  const locale = useLocale()
  const queries = useQueryClient()
  const own = hours.staff.find(one => one.staffId === staffId)?.hours
  const [stretches, setStretches] = useState<readonly WorkingHours[]>(own ?? hours.office)
  const [hasOwn, setHasOwn] = useState(staffId === null || own !== undefined)
  const saving = useMutation({
    ...api.workingHours.set.mutationOptions(),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.workingHours.key() }),
  })
  const isValid = stretches.length > 0 && stretches.every(({ from, until }) => from < until)

  function change(at: number, changed: Partial<WorkingHours>): void {
    setStretches(stretches.map((stretch, index) => (index === at ? { ...stretch, ...changed } : stretch)))
  }

  function handleOwn(isOwn: boolean): void {
    setHasOwn(isOwn)
    if (!isOwn) saving.mutate({ staffId, hours: null })
  }

  return (
    <Stack gap="sm">
      {staffId !== null && (
        <Switch label={t('hours.own')} checked={hasOwn} onChange={event => handleOwn(event.currentTarget.checked)} />
      )}
      {hasOwn && (
        <>
          <div className={classes.hours}>
            {weekdayNames(locale, 'long').map((name, index) => {
              const weekday = index + 1
              const ofDay = stretches.flatMap((stretch, at) =>
                stretch.weekday === weekday ? [{ ...stretch, at }] : [],
              )
              return (
                <Day
                  key={name}
                  name={name}
                  stretches={ofDay}
                  onChange={change}
                  onOpen={() => setStretches([...stretches, { weekday, ...USUAL }])}
                  onClose={() => setStretches(stretches.filter(stretch => stretch.weekday !== weekday))}
                />
              )
            })}
          </div>
          {saving.error !== null && <ProblemNotice error={saving.error} />}
          <Group>
            <Button
              disabled={!isValid}
              loading={saving.isPending}
              onClick={() => saving.mutate({ staffId, hours: [...stretches] })}
            >
              {t('save')}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  )
}

interface DayProps {
  readonly name: string
  readonly stretches: readonly (WorkingHours & { at: number })[]
  readonly onChange: (at: number, changed: Partial<WorkingHours>) => void
  readonly onOpen: () => void
  readonly onClose: () => void
}

function Day({ name, stretches, onChange, onOpen, onClose }: DayProps) {
  const { t } = useTranslation('appointments')
  const locale = useLocale()
  const isOpen = stretches.length > 0
  const format = locale === 'tr' ? ('24h' as const) : ('12h' as const)
  return (
    <>
      <Text size="sm">{name}</Text>
      <Switch
        aria-label={name}
        checked={isOpen}
        onChange={event => (event.currentTarget.checked ? onOpen() : onClose())}
      />
      <Group gap={6}>
        {isOpen ? (
          stretches.map(({ at, from, until }) => (
            <Group key={at} gap={4} wrap="nowrap">
              <TimePicker
                size="xs"
                withDropdown
                format={format}
                hoursInputLabel={`${name}: ${t('hours.from')}`}
                value={toClock(from)}
                onChange={value => onChange(at, { from: fromClock(value, from) })}
              />
              –
              <TimePicker
                size="xs"
                withDropdown
                format={format}
                hoursInputLabel={`${name}: ${t('hours.until')}`}
                value={toClock(until)}
                onChange={value => onChange(at, { until: fromClock(value, until) })}
              />
            </Group>
          ))
        ) : (
          <Text size="sm" c="dimmed">
            {t('hours.closed')}
          </Text>
        )}
      </Group>
      <span />
    </>
  )
}

function toClock(minute: number): string {
  const shown = Math.min(minute, 1_439)
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}:00`
}

/** While it is being picked there may be no time yet: then it stays as it was. */
function fromClock(value: string, otherwise: number): number {
  const [hours, minutes] = value.split(':').map(Number)
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return otherwise
  return hours * 60 + minutes
}
