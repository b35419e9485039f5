import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { countSmsSegments, NETGSM_COUNTING } from '#shared/domain/sms-segments.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { usePriceWords } from '../senders/use-price-words.ts'

/** How many segments a text takes with whoever would carry it, and what that costs by the office's own price. */
export function SmsCount({ text }: { readonly text: string }) {
  const { t } = useTranslation('outbox')
  const price = usePriceWords()
  const { data: channels = [] } = useQuery(api.senders.channels.queryOptions())
  const way = channels.find(({ channel }) => channel === 'sms')
  const { encoding, units, segments, left } = countSmsSegments(text, way?.sender === 'netgsm' ? NETGSM_COUNTING : {})
  const cost = way?.segmentCost ?? null
  const parts = [
    t('write.letters', { count: units, left }),
    t('segments', { count: segments }),
    ...(cost === null || segments === 0 ? [] : [price({ ...cost, micros: cost.micros * segments })]),
  ]
  return (
    <Text size="xs" c="dimmed" className="tabular" role="status">
      {parts.join(' · ')}
      {encoding === 'ucs2' && segments > 0 && ` · ${t('write.costly')}`}
    </Text>
  )
}
