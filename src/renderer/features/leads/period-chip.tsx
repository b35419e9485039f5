import { Button, Divider, Stack } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { useState } from 'react'
import type { Period } from '#shared/domain/period.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { PopoverChip } from '../../ui/popover-chip.tsx'
import { usePeriodWords } from './use-period-words.ts'

interface PeriodChipProps {
  readonly label: string
  readonly value: Period | null
  readonly isOpened?: boolean
  readonly onChange: (period: Period | null) => void
  readonly onClose?: () => void
}

const READY: readonly Period[] = [
  { kind: 'today' },
  { kind: 'this_week' },
  { kind: 'this_month' },
  { kind: 'last_days', days: 7 },
  { kind: 'last_days', days: 30 },
  { kind: 'last_days', days: 90 },
]

/** A stretch of days: one of those that are asked for often, or two days picked in a calendar. */
export function PeriodChip({ label, value, isOpened = false, onChange, onClose }: PeriodChipProps) {
  const { t } = useTranslation('leadLists')
  const wordPeriod = usePeriodWords()
  const [range, setRange] = useState<[string | null, string | null]>(
    value?.kind === 'between' ? [value.from, value.to] : [null, null],
  )
  return (
    <PopoverChip
      label={label}
      clearLabel={t('clearFilter', { filter: label })}
      chosen={value === null ? null : wordPeriod(value)}
      isOpened={isOpened}
      onClear={() => onChange(null)}
      onClose={() => onClose?.()}
    >
      {close => {
        function choose(period: Period) {
          onChange(period)
          close()
        }
        function handleRange(days: [string | null, string | null]) {
          setRange(days)
          const [from, to] = days
          if (from !== null && to !== null) choose({ kind: 'between', from, to })
        }
        return (
          <Stack gap={2}>
            {READY.map(period => {
              const words = wordPeriod(period)
              return (
                <Button
                  key={words}
                  variant={value !== null && wordPeriod(value) === words ? 'light' : 'subtle'}
                  color={value !== null && wordPeriod(value) === words ? undefined : 'gray'}
                  size="compact-sm"
                  justify="flex-start"
                  onClick={() => choose(period)}
                >
                  {words}
                </Button>
              )
            })}
            <Divider my={4} label={t('periods.ownDays')} />
            <DatePicker
              type="range"
              size="xs"
              allowSingleDateInRange
              value={range}
              onChange={handleRange}
              ariaLabels={{ nextMonth: t('nextMonth'), previousMonth: t('previousMonth') }}
            />
          </Stack>
        )
      }}
    </PopoverChip>
  )
}
