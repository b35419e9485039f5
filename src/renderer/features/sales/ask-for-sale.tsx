import { modals } from '@mantine/modals'
import type { LeadId } from '#shared/domain/ids.ts'
import { i18n } from '../../i18n/i18n.ts'
import { SaleForm } from './sale-form.tsx'

/** Somebody has just become a customer: what did they buy? May be skipped. */
export function askForSale(leadId: LeadId, name: string): void {
  const id = `sale-${leadId}`
  modals.open({
    modalId: id,
    title: i18n.t('sales:askTitle', { name }),
    children: <SaleForm leadId={leadId} dismissLabel={i18n.t('sales:skip')} onDone={() => modals.close(id)} />,
  })
}

/** The form by itself: a new sale, or one to correct. */
export function openSaleForm(leadId: LeadId, sale?: Parameters<typeof SaleForm>[0]['sale']): void {
  const id = `sale-${sale?.id ?? leadId}`
  modals.open({
    modalId: id,
    title: sale ? i18n.t('sales:editTitle') : i18n.t('sales:addTitle'),
    children: (
      <SaleForm
        leadId={leadId}
        {...(sale ? { sale } : {})}
        dismissLabel={i18n.t('frame:cancel')}
        onDone={() => modals.close(id)}
      />
    ),
  })
}
