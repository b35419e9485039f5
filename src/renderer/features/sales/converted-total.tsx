import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LeadId } from '#shared/domain/ids.ts'
import { type Currency, RATE_UNIT } from '#shared/domain/money.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'

/** The sums in one currency: only when somebody asks, and then with the rates that were used and what could not be counted. */
export function ConvertedTotal({ leadId, into }: { readonly leadId: LeadId; readonly into: Currency }) {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const locale = useLocale()
  const [isAsked, setIsAsked] = useState(false)
  const { data: total } = useQuery(api.sales.convertedTotal.queryOptions({ input: { leadId, into }, enabled: isAsked }))
  if (!isAsked) {
    return (
      <Button variant="subtle" size="compact-xs" onClick={() => setIsAsked(true)}>
        {t('inOneCurrency', { currency: into })}
      </Button>
    )
  }
  if (total === undefined) return null
  const rates = total.rates.map(({ currency, onDay, rate }) =>
    t('rateUsed', { currency, rate: (rate / RATE_UNIT).toLocaleString(locale), into, date: format.day(onDay) }),
  )
  return (
    <Text size="xs" c="dimmed" my={4}>
      <span className="tabular">{t('convertedTotal', { amount: format.money(total) })}</span>
      {rates.length > 0 && ` · ${rates.join(' · ')}`}
      {total.missing.length > 0 && ` · ${t('missingRates', { currencies: total.missing.join(', ') })}`}
    </Text>
  )
}
