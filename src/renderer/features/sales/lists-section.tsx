import { ActionIcon, Button, Group, NumberInput, Stack, Table, Text } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ExchangeRate, Treatment } from '#shared/contract/sales.ts'
import { newId, type TreatmentId } from '#shared/domain/ids.ts'
import { type Currency, RATE_UNIT } from '#shared/domain/money.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff, useTimeZone } from '../../rpc/use-connection.ts'
import { OrderedNames } from '../../ui/ordered-names.tsx'
import { SavedField } from '../../ui/saved-field.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { showUndoToast } from '../../ui/toast.tsx'
import { useOfficeSetting } from '../settings/use-office-setting.ts'
import { CurrencySelect } from './currency-select.tsx'
import { officeToday } from './office-today.ts'

/** Settings → Sales: what the office offers, what it is paid in, and what other money was worth. */
export function SaleListsSection() {
  const { t } = useTranslation('sales')
  const isAdmin = useSignedInStaff().role === 'admin'
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const currency = useOfficeSetting('currency')
  return (
    <Stack gap="xl">
      <Stack gap="md">
        <SectionHeader title={t('settings')} hint={t('settingsHint')} />
        {settings && (
          <SavedField state={currency.state}>
            <CurrencySelect
              label={t('officeCurrency')}
              description={t('officeCurrencyHint')}
              disabled={!isAdmin}
              maw={360}
              value={settings.currency}
              onChange={currency.save}
            />
          </SavedField>
        )}
      </Stack>
      <Treatments isReadOnly={!isAdmin} />
      {settings && <Rates into={settings.currency} />}
    </Stack>
  )
}

function Treatments({ isReadOnly }: { readonly isReadOnly: boolean }) {
  const { t } = useTranslation('sales')
  const queries = useQueryClient()
  const { data: treatments = [] } = useQuery(api.sales.treatments.list.queryOptions())
  const queryKey = api.sales.treatments.list.queryKey()
  const changing = useMutation({
    mutationFn: (change: () => Promise<Treatment[]>) => change(),
    onSuccess: saved => queries.setQueryData(queryKey, saved),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  })
  const add = (name: string, id = newId<TreatmentId>()) =>
    changing.mutateAsync(() => rpc.sales.treatments.add({ id, name }))
  return (
    <Stack gap="sm">
      <SectionHeader title={t('treatments')} hint={t('treatmentsHint')} />
      <OrderedNames
        label={t('treatments')}
        items={treatments}
        isReadOnly={isReadOnly}
        maxLength={120}
        words={{
          name: t('treatment'),
          add: t('addTreatment'),
          placeholder: t('newTreatment'),
          empty: t('noTreatments'),
          up: name => t('up', { name }),
          down: name => t('down', { name }),
          remove: name => t('removeTreatment', { name }),
          moved: (name, place, of) => t('moved', { name, place, of }),
        }}
        onAdd={name => add(name)}
        onRename={({ id, version }, name) =>
          changing.mutateAsync(() => rpc.sales.treatments.rename({ id, version, name }))
        }
        onReorder={ids => changing.mutate(() => rpc.sales.treatments.reorder({ ids: ids as TreatmentId[] }))}
        onRemove={({ id, name }) =>
          changing.mutate(() => rpc.sales.treatments.remove({ id }), {
            onSuccess: () =>
              showUndoToast(`treatment-${id}`, t('treatmentRemoved', { name }), () => void add(name, id)),
          })
        }
      />
    </Stack>
  )
}

function Rates({ into }: { readonly into: Currency }) {
  const { t } = useTranslation('sales')
  const locale = useLocale()
  const format = useFormat()
  const queries = useQueryClient()
  const timeZone = useTimeZone()
  const { data: rates = [] } = useQuery(api.sales.rates.list.queryOptions())
  const today = officeToday(coreNow(), timeZone)
  const [onDay, setOnDay] = useState<string | null>(today)
  const [currency, setCurrency] = useState<Currency>(into === 'EUR' ? 'USD' : 'EUR')
  const [rate, setRate] = useState<number | string>('')
  const queryKey = api.sales.rates.list.queryKey()
  const changing = useMutation({
    mutationFn: (change: () => Promise<ExchangeRate[]>) => change(),
    onSuccess: saved => queries.setQueryData(queryKey, saved),
    onSettled: () => queries.invalidateQueries({ queryKey: api.sales.key() }),
  })
  const millionths = typeof rate === 'number' ? Math.round(rate * RATE_UNIT) : 0
  const isComplete = onDay !== null && millionths > 0 && currency !== into
  return (
    <Stack gap="sm">
      <SectionHeader title={t('rates')} hint={t('ratesHint', { currency: into })} />
      <form
        onSubmit={event => {
          event.preventDefault()
          if (!isComplete) return
          changing.mutate(() => rpc.sales.rates.save({ onDay, currency, into, rate: millionths }), {
            onSuccess: () => setRate(''),
          })
        }}
      >
        <Group gap="xs" align="flex-end">
          <DatePickerInput
            w={140}
            label={t('rateDay')}
            valueFormat={locale === 'tr' ? 'DD.MM.YYYY' : 'MM/DD/YYYY'}
            maxDate={today}
            value={onDay}
            onChange={setOnDay}
          />
          <CurrencySelect w={120} label={t('rateOf')} value={currency} onChange={setCurrency} />
          <NumberInput
            w={160}
            label={t('rateIs', { currency: into })}
            min={0}
            decimalScale={6}
            allowNegative={false}
            hideControls
            {...(locale === 'tr' ? { decimalSeparator: ',', thousandSeparator: '.' } : { thousandSeparator: ',' })}
            value={rate}
            onChange={setRate}
          />
          <Button type="submit" variant="default" disabled={!isComplete} loading={changing.isPending}>
            {t('saveRate')}
          </Button>
        </Group>
      </form>
      {rates.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('noRates')}
        </Text>
      ) : (
        <Table maw={460} aria-label={t('rates')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('rateDay')}</Table.Th>
              <Table.Th>{t('rate')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rates.map(one => (
              <Table.Tr key={`${one.onDay} ${one.currency} ${one.into}`}>
                <Table.Td className="tabular">{format.day(one.onDay)}</Table.Td>
                <Table.Td className="tabular">
                  {t('oneIs', {
                    currency: one.currency,
                    rate: (one.rate / RATE_UNIT).toLocaleString(locale, { maximumFractionDigits: 6 }),
                    into: one.into,
                  })}
                </Table.Td>
                <Table.Td w={40}>
                  <ActionIcon
                    aria-label={t('removeRate', { currency: one.currency, date: format.day(one.onDay) })}
                    onClick={() => {
                      const { rate: was, ...pair } = one
                      changing.mutate(() => rpc.sales.rates.remove(pair), {
                        onSuccess: () =>
                          showUndoToast(`rate-${one.onDay}${one.currency}`, t('rateRemoved'), () =>
                            changing.mutate(() => rpc.sales.rates.save({ ...pair, rate: was })),
                          ),
                      })
                    }}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  )
}
