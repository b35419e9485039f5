import { and, eq } from 'drizzle-orm'
import type { ConvertedTotal, Sale, SaleStatus, SalesOfLead } from '#shared/contract/sales.ts'
import type { LeadId, SaleId } from '#shared/domain/ids.ts'
import { type Currency, convert, RATE_UNIT, sumByCurrency } from '#shared/domain/money.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { changedFields, recordAudit } from '../audit/audit.ts'
import type { recordInteraction as RecordInteraction } from '../leads/interactions.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { findRate, findSale, listSales, type SaleRow, toSale, updateSale } from './queries.ts'
import { sales } from './schema.ts'

type Details = Pick<Sale, 'amount' | 'currency' | 'treatment' | 'soldOn' | 'note'>

/** What people bought. Revenue of an office: it stands on the timeline, and who may not see the person does not see it. */
export function createSaleService({
  db,
  clock,
  events,
  recordInteraction,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  recordInteraction: typeof RecordInteraction
}) {
  function getLead(tx: Db, viewer: Viewer, leadId: LeadId) {
    const lead = tx
      .select({ convertedAt: leads.convertedAt })
      .from(leads)
      .where(and(eq(leads.id, leadId), visibleLeads(viewer)))
      .get()
    if (!lead) throw notFound('lead')
    return lead
  }

  function getSale(tx: Db, viewer: Viewer, id: SaleId, version?: number): SaleRow {
    const row = findSale(tx, id)
    if (!row) throw notFound('sale')
    try {
      getLead(tx, viewer, row.leadId)
    } catch {
      throw notFound('sale')
    }
    if (version !== undefined && row.version !== version) throw staleEdit('sale', row.version)
    return row
  }

  /** The log keeps which sale and how it changed; what was treated, and what was written about it, is health data and stays out. */
  function noteChange(tx: Db, viewer: Viewer, action: string, sale: SaleRow, before: SaleRow | null): void {
    const logged = ({ amount, currency, soldOn, status }: SaleRow) => ({ amount, currency, soldOn, status })
    const changed = changedFields(before ? logged(before) : {}, logged(sale))
    recordAudit(tx, clock, { staffId: viewer.id, action, subjectKind: 'sale', subjectId: sale.id, ...changed })
    const { leadId, amount, currency, treatment, status, soldOn } = sale
    recordInteraction(tx, {
      leadId,
      staffId: viewer.id,
      kind: 'sale',
      data: { saleId: sale.id, action: action.slice('sale.'.length), amount, currency, treatment, status, soldOn },
      at: clock.now(),
    })
    afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId }))
  }

  function readOfLead(tx: Db, leadId: LeadId, convertedAt: number | null): SalesOfLead {
    const items = listSales(tx, leadId).map(toSale)
    const counting = items.filter(({ status }) => status === 'won')
    return {
      items,
      totals: sumByCurrency(counting).map(({ currency, amount }) => ({
        currency,
        amount,
        count: counting.filter(sale => sale.currency === currency).length,
      })),
      customerSince: convertedAt,
      lastSoldOn: counting[0]?.soldOn ?? null,
      treatments: [...new Set(counting.map(({ treatment }) => treatment).filter(name => name !== ''))],
    }
  }

  return {
    async ofLead(viewer: Viewer, leadId: LeadId): Promise<SalesOfLead> {
      const { convertedAt } = getLead(db, viewer, leadId)
      return readOfLead(db, leadId, convertedAt)
    },

    async convertedTotal(viewer: Viewer, leadId: LeadId, into: Currency): Promise<ConvertedTotal> {
      getLead(db, viewer, leadId)
      const counting = listSales(db, leadId).filter(({ status }) => status === 'won')
      const total: ConvertedTotal = { currency: into, amount: 0, rates: [], missing: [] }
      for (const { amount, currency, soldOn } of counting) {
        const found = currency === into ? { onDay: soldOn, rate: RATE_UNIT } : findRate(db, currency, into, soldOn)
        if (!found) {
          if (!total.missing.includes(currency)) total.missing.push(currency)
          continue
        }
        total.amount += convert({ amount, currency }, into, found.rate).amount
        const isTold = total.rates.some(rate => rate.currency === currency && rate.onDay === found.onDay)
        if (currency !== into && !isTold) total.rates.push({ currency, ...found })
      }
      return total
    },

    async add(viewer: Viewer, input: Details & { id: SaleId; leadId: LeadId }): Promise<Sale> {
      return transact(db, tx => {
        getLead(tx, viewer, input.leadId)
        const known = findSale(tx, input.id)
        if (known && known.leadId !== input.leadId) throw notFound('sale')
        if (known) return toSale(known)
        const now = clock.now()
        const { id, leadId, amount, currency, treatment, soldOn, note } = input
        const details = { amount, currency, treatment, soldOn, note }
        const row = tx
          .insert(sales)
          .values({ id, leadId, ...details, staffId: viewer.id, createdAt: now, updatedAt: now })
          .returning()
          .get()
        noteChange(tx, viewer, 'sale.added', row, null)
        return toSale(row)
      })
    },

    async update(viewer: Viewer, input: Details & { id: SaleId; version: number }): Promise<Sale> {
      return transact(db, tx => {
        const before = getSale(tx, viewer, input.id, input.version)
        const { amount, currency, treatment, soldOn, note } = input
        const details = { amount, currency, treatment, soldOn, note }
        if (!changedFields({ ...before }, details)) return toSale(before)
        updateSale(tx, input.id, details, clock.now())
        const after = getSale(tx, viewer, input.id)
        noteChange(tx, viewer, 'sale.changed', after, before)
        return toSale(after)
      })
    },

    async setStatus(
      viewer: Viewer,
      { id, version, status, on }: { id: SaleId; version: number; status: SaleStatus; on: string | null },
    ): Promise<Sale> {
      return transact(db, tx => {
        const before = getSale(tx, viewer, id, version)
        const endedOn = status === 'won' ? null : on
        if (before.status === status && before.endedOn === endedOn) return toSale(before)
        updateSale(tx, id, { status, endedOn }, clock.now())
        const after = getSale(tx, viewer, id)
        noteChange(tx, viewer, status === 'won' ? 'sale.reopened' : `sale.${status}`, after, before)
        return toSale(after)
      })
    },

    async remove(viewer: Viewer, id: SaleId, version: number): Promise<void> {
      transact(db, tx => {
        const sale = getSale(tx, viewer, id, version)
        tx.delete(sales).where(eq(sales.id, id)).run()
        noteChange(tx, viewer, 'sale.removed', sale, null)
      })
    },

    /** Two records of one person become one. */
    moveSales(tx: Db, keep: LeadId, absorb: LeadId): void {
      tx.update(sales).set({ leadId: keep }).where(eq(sales.leadId, absorb)).run()
    },
  }
}
export type SaleService = ReturnType<typeof createSaleService>
