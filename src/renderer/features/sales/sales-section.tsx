import { ActionIcon, Button, Group, Menu, Text, Tooltip } from '@mantine/core'
import { IconDots, IconPencil, IconPlus, IconReceiptRefund, IconRotate, IconTrash, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Sale, SaleStatus } from '#shared/contract/sales.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff, useTimeZone } from '../../rpc/use-connection.ts'
import { showUndoToast } from '../../ui/toast.tsx'
import { openSaleForm } from './ask-for-sale.tsx'
import { ConvertedTotal } from './converted-total.tsx'
import { officeToday } from './office-today.ts'
import classes from './sales-section.module.css'

interface SalesSectionProps {
  readonly leadId: LeadId
  readonly className: string | undefined
  readonly titleClassName: string | undefined
}

/** What a person bought: since when they are a customer, the sums of each currency, and every sale. */
export function SalesSection({ leadId, className, titleClassName }: SalesSectionProps) {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const { data: sold } = useQuery(api.sales.ofLead.queryOptions({ input: { leadId } }))
  if (sold === undefined) return null
  const word = settings?.customerWord ?? 'customer'
  const facts = [
    ...(sold.customerSince === null ? [] : [[t(`since.${word}`), format.date(sold.customerSince)]]),
    ...(sold.lastSoldOn === null ? [] : [[t('lastSale'), format.day(sold.lastSoldOn)]]),
    ...(sold.treatments.length === 0 ? [] : [[t('treatments'), sold.treatments.join(', ')]]),
  ]
  return (
    <section className={className} aria-label={t('title')}>
      <Group justify="space-between" mb={6}>
        <h3 className={titleClassName} style={{ margin: 0 }}>
          {t('title')}
        </h3>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => openSaleForm(leadId)}
        >
          {t('add')}
        </Button>
      </Group>
      {sold.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('none')}
        </Text>
      )}
      {sold.totals.length > 0 && (
        <ul className={classes.totals} aria-label={t('totals')}>
          {sold.totals.map(total => (
            <li key={total.currency} className="tabular">
              {format.money(total)}
              {total.count > 1 && <span className={classes.count}>{t('count', { count: total.count })}</span>}
            </li>
          ))}
        </ul>
      )}
      {sold.totals.length > 1 && <ConvertedTotal leadId={leadId} into={settings?.currency ?? 'TRY'} />}
      {facts.length > 0 && (
        <dl className={classes.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <ul className={classes.sales} aria-label={t('list')}>
        {sold.items.map(sale => (
          <SaleRow key={sale.id} sale={sale} />
        ))}
      </ul>
    </section>
  )
}

function SaleRow({ sale }: { readonly sale: Sale }) {
  const { t } = useTranslation('sales')
  const format = useFormat()
  const queries = useQueryClient()
  const timeZone = useTimeZone()
  const me = useSignedInStaff()
  const onSettled = () => queries.invalidateQueries({ queryKey: api.sales.key() })
  const changing = useMutation({
    mutationFn: ({ version, status, on }: { version: number; status: SaleStatus; on: string | null }) =>
      rpc.sales.setStatus({ id: sale.id, version, status, on }),
    onSettled,
  })
  const removing = useMutation({
    mutationFn: () => rpc.sales.remove({ id: sale.id, version: sale.version }),
    onSuccess() {
      const { leadId, amount, currency, treatment, soldOn, note } = sale
      showUndoToast(`sale-${sale.id}`, t('removed', { amount: format.money(sale) }), () => {
        void rpc.sales.add({ id: sale.id, leadId, amount, currency, treatment, soldOn, note }).then(onSettled)
      })
    },
    onSettled,
  })

  function end(status: Exclude<SaleStatus, 'won'>): void {
    const on = officeToday(coreNow(), timeZone)
    changing.mutate(
      { version: sale.version, status, on },
      {
        onSuccess: changed =>
          showUndoToast(`sale-${sale.id}`, t(`ended.${status}`, { amount: format.money(sale) }), () =>
            changing.mutate({ version: changed.version, status: 'won', on: null }),
          ),
      },
    )
  }

  const ended =
    sale.status === 'won' ? null : t(`status.${sale.status}`, { date: format.day(sale.endedOn ?? sale.soldOn) })
  return (
    <li className={classes.sale} data-is-ended={ended !== null}>
      <div className={classes.what}>
        <span className="tabular">{format.money(sale)}</span>
        {sale.treatment !== '' && <span className={classes.treatment}>{sale.treatment}</span>}
        <span className={classes.when}>
          {format.day(sale.soldOn)}
          {ended !== null && ` · ${ended}`}
        </span>
        {sale.note !== '' && (
          <Tooltip label={sale.note} multiline maw={320} position="bottom-start">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is cut off is read on focus too */}
            <span className={classes.note} tabIndex={0}>
              {sale.note}
            </span>
          </Tooltip>
        )}
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={24} aria-label={t('actionsOf', { amount: format.money(sale) })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => openSaleForm(sale.leadId, sale)}>
            {t('edit')}
          </Menu.Item>
          {sale.status === 'won' ? (
            <>
              <Menu.Item leftSection={<IconX size={16} />} onClick={() => end('cancelled')}>
                {t('cancelSale')}
              </Menu.Item>
              <Menu.Item leftSection={<IconReceiptRefund size={16} />} onClick={() => end('refunded')}>
                {t('refund')}
              </Menu.Item>
            </>
          ) : (
            <Menu.Item
              leftSection={<IconRotate size={16} />}
              onClick={() => changing.mutate({ version: sale.version, status: 'won', on: null })}
            >
              {t('reopen')}
            </Menu.Item>
          )}
          {seesAllLeads(me.role) && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => removing.mutate()}>
              {t('remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}
