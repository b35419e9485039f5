import type { LeadFilter } from '#shared/contract/lead-filter.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'

type NextAction = NonNullable<LeadFilter['nextAction']>

const CHOICES: readonly NextAction[] = ['overdue', 'today', 'planned', 'none']

interface NextActionChipProps {
  readonly label: string
  readonly value: NextAction | null
  readonly isOpened: boolean
  readonly onChange: (next: NextAction | undefined) => void
  readonly onClose: () => void
}

export function NextActionChip({ label, value, isOpened, onChange, onClose }: NextActionChipProps) {
  const { t } = useTranslation('leadLists')
  return (
    <FilterChip
      label={label}
      anyLabel={t('nextActions.any')}
      clearLabel={t('clearFilter', { filter: label })}
      value={value}
      options={CHOICES.map(one => ({ value: one, label: t(`nextActions.${one}`) }))}
      isOpened={isOpened}
      onChange={next => onChange(next ?? undefined)}
      onClose={onClose}
    />
  )
}
