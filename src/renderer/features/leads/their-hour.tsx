import { Tooltip } from '@mantine/core'
import { IconMoon } from '@tabler/icons-react'
import { differsFrom, type LocalTime } from '#shared/domain/local-time.ts'
import { createFormat } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useHandshake } from '../../rpc/use-connection.ts'
import { useNow } from '../../ui/use-now.ts'
import { useLocalTime } from './use-local-time.ts'

const HALF_A_MINUTE = 30_000

/** What a clock at the customer's shows, where it differs from the office's. */
export function TheirHour({ localTime }: { readonly localTime: LocalTime | null }) {
  const { t } = useTranslation('leads')
  const locale = useLocale()
  const { timeZone } = useHandshake()
  const now = useNow(HALF_A_MINUTE)
  const theirs = useLocalTime(localTime)
  if (theirs === null || !differsFrom(timeZone, theirs, now)) return null
  const from = createFormat(locale, theirs.timeZone).time(now)
  const to = theirs.latest === null ? null : createFormat(locale, theirs.latest.timeZone).time(now)
  const hour = to === null ? t('theirTime', { time: from }) : t('theirTimeAbout', { from, to })
  if (!theirs.isNight) return <span className="tabular">{hour}</span>
  return (
    <Tooltip label={t('theirNight')}>
      <span className="tabular" style={{ whiteSpace: 'nowrap' }}>
        <IconMoon size={13} aria-label={t('theirNight')} style={{ verticalAlign: '-2px' }} /> {hour}
      </span>
    </Tooltip>
  )
}
