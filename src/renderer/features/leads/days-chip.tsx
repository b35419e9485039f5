import { Button, Group, NumberInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { PopoverChip } from '../../ui/popover-chip.tsx'

interface DaysChipProps {
  readonly label: string
  readonly value: number | null
  readonly isOpened?: boolean
  readonly onChange: (days: number | null) => void
  readonly onClose?: () => void
}

const READY = [3, 7, 14, 30, 60, 90]
const MOST = 3_650

/** For how many days at least. */
export function DaysChip({ label, value, isOpened = false, onChange, onClose }: DaysChipProps) {
  const { t } = useTranslation('leadLists')
  const [own, setOwn] = useState<number | string>(value ?? '')
  return (
    <PopoverChip
      label={label}
      clearLabel={t('clearFilter', { filter: label })}
      chosen={value === null ? null : t('days', { count: value })}
      isOpened={isOpened}
      onClear={() => onChange(null)}
      onClose={() => onClose?.()}
    >
      {close => {
        function choose(days: number) {
          onChange(days)
          close()
        }
        const days = typeof own === 'number' && Number.isInteger(own) && own >= 1 && own <= MOST ? own : null
        return (
          <Stack gap={4} w={200}>
            {READY.map(number => (
              <Button
                key={number}
                variant={number === value ? 'light' : 'subtle'}
                color={number === value ? undefined : 'gray'}
                size="compact-sm"
                justify="flex-start"
                onClick={() => choose(number)}
              >
                {t('days', { count: number })}
              </Button>
            ))}
            <Group
              component="form"
              gap={6}
              wrap="nowrap"
              onSubmit={(event: React.FormEvent) => {
                event.preventDefault()
                if (days !== null) choose(days)
              }}
            >
              <NumberInput
                size="xs"
                flex={1}
                min={1}
                max={MOST}
                allowDecimal={false}
                allowNegative={false}
                aria-label={t('ownDays')}
                placeholder={t('ownDays')}
                value={own}
                onChange={setOwn}
              />
              <Button type="submit" size="xs" variant="default" disabled={days === null}>
                {t('take')}
              </Button>
            </Group>
          </Stack>
        )
      }}
    </PopoverChip>
  )
}
