import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './message-list.module.css'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Today, yesterday, or the whole day. */
export function DayLabel({ at }: { readonly at: number }) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const now = useNow(MINUTE)

  function words(): string {
    if (format.isSameDay(at, now)) return t('today')
    if (format.isSameDay(at, now - DAY)) return t('yesterday')
    return format.longDay(at, now)
  }

  return (
    <div className={classes.day} role="separator">
      <span>{words()}</span>
    </div>
  )
}
