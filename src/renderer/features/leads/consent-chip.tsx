import type { LeadFilter } from '#shared/contract/lead-filter.ts'
import { ConsentChannel, ConsentState } from '#shared/domain/consent.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'

type Consent = NonNullable<LeadFilter['consent']>

/** Mail first: nobody is asked for more often. */
const CHANNELS: readonly ConsentChannel[] = ['email', 'whatsapp', 'sms', 'phone']
const STATES: readonly ConsentState[] = ['granted', 'refused', 'unknown']

interface ConsentChipProps {
  readonly label: string
  readonly value: Consent | null
  readonly isOpened: boolean
  readonly onChange: (consent: Consent | undefined) => void
  readonly onClose: () => void
}

/** What people have said to being written to or called. */
export function ConsentChip({ label, value, isOpened, onChange, onClose }: ConsentChipProps) {
  const { t } = useTranslation('leadLists')
  const options = CHANNELS.flatMap(channel =>
    STATES.map(state => ({ value: `${channel} ${state}`, label: t(`consents.${channel}.${state}`) })),
  )
  return (
    <FilterChip
      label={label}
      anyLabel={t('consents.any')}
      clearLabel={t('clearFilter', { filter: label })}
      value={value && `${value.channel} ${value.state}`}
      options={options}
      isOpened={isOpened}
      onChange={chosen => {
        const [channel, state] = chosen?.split(' ') ?? []
        onChange(
          chosen === null ? undefined : { channel: ConsentChannel.parse(channel), state: ConsentState.parse(state) },
        )
      }}
      onClose={onClose}
    />
  )
}
