import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useConnection } from '../../rpc/use-connection.ts'
import { Banner } from '../../ui/banner.tsx'
import { Delayed } from '../../ui/delayed.tsx'

const SHORT_DROP_MS = 1_500

/** The window lost the core: what is on screen stays readable, and the hour says how old it is. */
export function CoreBanner() {
  const { t } = useTranslation('frame')
  const format = useFormat()
  const state = useConnection()
  if (state.kind !== 'lost') return null
  return (
    <Delayed byMs={SHORT_DROP_MS}>
      <Banner tone="waiting">{t('coreLost', { time: format.time(state.since) })}</Banner>
    </Delayed>
  )
}
