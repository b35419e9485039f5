import type { LeadFilter } from '#shared/contract/lead-filter.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'

type Passed = NonNullable<LeadFilter['passed']>

const CHOICES: readonly Passed[] = ['answered', 'appointment', 'sale']

interface PassedChipProps {
  readonly label: string
  readonly value: Passed | null
  readonly isOpened: boolean
  readonly onChange: (passed: Passed | undefined) => void
  readonly onClose: () => void
}

/** How far somebody has come. */
export function PassedChip({ label, value, isOpened, onChange, onClose }: PassedChipProps) {
  const { t } = useTranslation('leadLists')
  return (
    <FilterChip
      label={label}
      anyLabel={t('passed.any')}
      clearLabel={t('clearFilter', { filter: label })}
      value={value}
      options={CHOICES.map(one => ({ value: one, label: t(`passed.${one}`) }))}
      isOpened={isOpened}
      onChange={passed => onChange(passed ?? undefined)}
      onClose={onClose}
    />
  )
}
