import { IconAlertCircle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Tick } from './tick.ts'
import classes from './tick-mark.module.css'

const icons = {
  'on-its-way': IconClock,
  queued: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
}

/** The state of a message of ours, as WhatsApp draws it, and in words for who does not see it. */
export function TickMark({ tick, size = 15 }: { readonly tick: Tick; readonly size?: number }) {
  const { t } = useTranslation('conversations')
  const Icon = icons[tick]
  const words = t(`ticks.${tick}`)
  return (
    <span className={classes.tick} data-tick={tick} role="img" aria-label={words} title={words}>
      <Icon size={size} stroke={2} aria-hidden />
    </span>
  )
}
