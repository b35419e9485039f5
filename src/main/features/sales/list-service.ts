import { and, desc, eq, sql } from 'drizzle-orm'
import type { ExchangeRate, Treatment } from '#shared/contract/sales.ts'
import { newId, type StaffId, type TreatmentId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { changedFields, recordAudit } from '../audit/audit.ts'
import { listTreatments } from './queries.ts'
import { exchangeRates, treatments } from './schema.ts'

/** More than an office types in years; older ones stay stored, and count. */
const MOST_RATES_SHOWN = 500

type Pair = Pick<ExchangeRate, 'onDay' | 'currency' | 'into'>

/** What sales are written with: the treatments of the office, and the rates that somebody typed. */
export function createSaleListService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  function find(tx: Db, id: TreatmentId) {
    return tx.select().from(treatments).where(eq(treatments.id, id)).get()
  }

  function get(tx: Db, id: TreatmentId) {
    const found = find(tx, id)
    if (!found) throw notFound('treatment')
    return found
  }

  function set(tx: Db, id: TreatmentId, change: { name?: string; position?: number }): void {
    tx.update(treatments)
      .set({ ...change, updatedAt: clock.now(), version: sql`${treatments.version} + 1` })
      .where(eq(treatments.id, id))
      .run()
  }

  function listRates(tx: Db): ExchangeRate[] {
    const { onDay, currency, into, rate } = exchangeRates
    return tx
      .select({ onDay, currency, into, rate })
      .from(exchangeRates)
      .orderBy(desc(onDay), currency, into)
      .limit(MOST_RATES_SHOWN)
      .all()
  }

  function noteChange(
    tx: Db,
    staffId: StaffId,
    action: string,
    subjectId: TreatmentId | null,
    change: { before?: Record<string, unknown>; after?: Record<string, unknown> },
  ): void {
    recordAudit(tx, clock, { staffId, action, subjectKind: 'sale_list', subjectId, ...change })
    afterCommit(tx, () => events.publish({ type: 'sale-lists.changed' }))
  }

  const isOf = ({ onDay, currency, into }: Pair) =>
    and(eq(exchangeRates.onDay, onDay), eq(exchangeRates.currency, currency), eq(exchangeRates.into, into))

  return {
    async treatments(): Promise<Treatment[]> {
      return listTreatments(db)
    },

    async addTreatment(by: StaffId, id: TreatmentId, name: string): Promise<Treatment[]> {
      return transact(db, tx => {
        if (find(tx, id)) return listTreatments(tx)
        const last = tx
          .select({ at: sql<number | null>`max(${treatments.position})` })
          .from(treatments)
          .get()
        const now = clock.now()
        tx.insert(treatments)
          .values({ id, name, position: (last?.at ?? -1) + 1, createdAt: now, updatedAt: now })
          .run()
        noteChange(tx, by, 'treatment.created', id, { after: { name } })
        return listTreatments(tx)
      })
    },

    async renameTreatment(
      by: StaffId,
      { id, version, name }: { id: TreatmentId; version: number; name: string },
    ): Promise<Treatment[]> {
      return transact(db, tx => {
        const before = get(tx, id)
        if (before.version !== version) throw staleEdit('treatment', before.version)
        if (before.name === name) return listTreatments(tx)
        set(tx, id, { name })
        noteChange(tx, by, 'treatment.updated', id, { before: { name: before.name }, after: { name } })
        return listTreatments(tx)
      })
    },

    async reorderTreatments(by: StaffId, ids: readonly TreatmentId[]): Promise<Treatment[]> {
      return transact(db, tx => {
        const before = listTreatments(tx).map(({ id }) => id)
        if (ids.some(id => !before.includes(id))) throw notFound('treatment')
        const after = [...new Set([...ids, ...before])]
        const changed = changedFields({ order: before }, { order: after })
        if (!changed) return listTreatments(tx)
        for (const [position, id] of after.entries()) if (get(tx, id).position !== position) set(tx, id, { position })
        noteChange(tx, by, 'treatment.reordered', null, changed)
        return listTreatments(tx)
      })
    },

    async removeTreatment(by: StaffId, id: TreatmentId): Promise<Treatment[]> {
      return transact(db, tx => {
        const { name } = get(tx, id)
        tx.delete(treatments).where(eq(treatments.id, id)).run()
        noteChange(tx, by, 'treatment.removed', id, { before: { name } })
        return listTreatments(tx)
      })
    },

    async rates(): Promise<ExchangeRate[]> {
      return listRates(db)
    },

    async saveRate(by: StaffId, { rate, ...pair }: ExchangeRate): Promise<ExchangeRate[]> {
      return transact(db, tx => {
        const now = clock.now()
        const before = tx.select().from(exchangeRates).where(isOf(pair)).get()
        if (before?.rate === rate) return listRates(tx)
        tx.insert(exchangeRates)
          .values({ id: newId(), ...pair, rate, staffId: by, createdAt: now, updatedAt: now })
          .onConflictDoUpdate({
            target: [exchangeRates.currency, exchangeRates.into, exchangeRates.onDay],
            set: { rate, staffId: by, updatedAt: now },
          })
          .run()
        const change = { ...(before ? { before: { ...pair, rate: before.rate } } : {}), after: { ...pair, rate } }
        noteChange(tx, by, 'exchange_rate.saved', null, change)
        return listRates(tx)
      })
    },

    async removeRate(by: StaffId, pair: Pair): Promise<ExchangeRate[]> {
      return transact(db, tx => {
        const removed = tx.delete(exchangeRates).where(isOf(pair)).returning().get()
        if (removed) noteChange(tx, by, 'exchange_rate.removed', null, { before: { ...pair, rate: removed.rate } })
        return listRates(tx)
      })
    },
  }
}
export type SaleListService = ReturnType<typeof createSaleListService>
