import { Autocomplete, Button, Group, NumberInput, Stack, Textarea } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Sale } from '#shared/contract/sales.ts'
import { type LeadId, newId, type SaleId } from '#shared/domain/ids.ts'
import { digitsOf, fromMinor, toMinor } from '#shared/domain/money.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { CurrencySelect } from './currency-select.tsx'
import { officeToday } from './office-today.ts'

interface SaleFormProps {
  readonly leadId: LeadId
  readonly sale?: Sale
  /** What the other button says: "cancel", or "skip" where nobody asked for the form. */
  readonly dismissLabel: string
  readonly onDone: () => void
}

/** What was sold, for how much, and when. Money is a number with the marks of the window's language; the day is picked. */
export function SaleForm({ leadId, sale, dismissLabel, onDone }: SaleFormProps) {
  const { t } = useTranslation('sales')
  const locale = useLocale()
  const queries = useQueryClient()
  const timeZone = useTimeZone()
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const { data: treatments = [] } = useQuery(api.sales.treatments.list.queryOptions())
  const [id] = useState(() => sale?.id ?? newId<SaleId>())
  const today = officeToday(coreNow(), timeZone)
  const [chosenCurrency, setCurrency] = useState(sale?.currency ?? null)
  const currency = chosenCurrency ?? settings?.currency ?? 'TRY'
  const [amount, setAmount] = useState<number | string>(sale ? fromMinor(sale.amount, sale.currency) : '')
  const [treatment, setTreatment] = useState(sale?.treatment ?? '')
  const [soldOn, setSoldOn] = useState<string | null>(sale?.soldOn ?? today)
  const [note, setNote] = useState(sale?.note ?? '')
  const saving = useMutation({
    mutationFn: async () => {
      if (typeof amount !== 'number' || soldOn === null) return
      const details = { amount: toMinor(amount, currency), currency, treatment: treatment.trim(), soldOn, note }
      if (sale) await rpc.sales.update({ id, version: sale.version, ...details })
      else await rpc.sales.add({ id, leadId, ...details })
    },
    meta: { isProblemShown: true },
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: api.sales.key() }),
  })
  const marks = locale === 'tr' ? { decimalSeparator: ',', thousandSeparator: '.' } : { thousandSeparator: ',' }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (typeof amount === 'number' && soldOn !== null) saving.mutate()
      }}
    >
      <Stack gap="sm">
        <Group gap="sm" align="flex-end" wrap="nowrap">
          <NumberInput
            data-autofocus
            flex={1}
            required
            withAsterisk={false}
            label={t('amount')}
            min={0}
            max={fromMinor(1_000_000_000_000, currency)}
            decimalScale={digitsOf(currency)}
            allowNegative={false}
            hideControls
            {...marks}
            value={amount}
            onChange={setAmount}
          />
          <CurrencySelect w={120} label={t('currency')} value={currency} onChange={setCurrency} />
        </Group>
        <Autocomplete
          label={t('treatment')}
          placeholder={t('treatmentPlaceholder')}
          maxLength={120}
          data={[...new Set(treatments.map(({ name }) => name))]}
          value={treatment}
          onChange={setTreatment}
        />
        <DatePickerInput
          label={t('soldOn')}
          required
          withAsterisk={false}
          valueFormat={locale === 'tr' ? 'DD.MM.YYYY' : 'MM/DD/YYYY'}
          maxDate={today}
          value={soldOn}
          onChange={setSoldOn}
        />
        <Textarea
          label={t('note')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2_000}
          value={note}
          onChange={event => setNote(event.currentTarget.value)}
        />
        {saving.error && <ProblemNotice error={saving.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {dismissLabel}
          </Button>
          <Button type="submit" disabled={typeof amount !== 'number' || soldOn === null} loading={saving.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
