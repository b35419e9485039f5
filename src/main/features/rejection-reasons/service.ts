import { asc, eq, sql } from 'drizzle-orm'
import type { RejectionReason } from '#shared/contract/rejection-reasons.ts'
import { newId, type RejectionReasonId, type StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { changedFields, recordAudit } from '../audit/audit.ts'
import { rejectionReasons } from './schema.ts'

/** What a new office finds ready, in its language. It is theirs to change from then on. */
/** What the first run gives an office. */
export const INITIAL_REASONS: Record<Locale, readonly string[]> = {
  tr: ['Fiyat yüksek geldi', 'Başka yeri seçti', 'Ulaşılamadı', 'Yanlış numara', 'Tıbben uygun değil', 'Vazgeçti'],
  en: [
    'Too expensive',
    'Chose another place',
    'Could not be reached',
    'Wrong number',
    'Not medically fit',
    'Changed their mind',
  ],
}

/** The office's list of reasons, in the order in which they are offered. */
export function createRejectionReasonService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  function list(tx: Db): RejectionReason[] {
    return tx
      .select({ id: rejectionReasons.id, version: rejectionReasons.version, name: rejectionReasons.name })
      .from(rejectionReasons)
      .orderBy(asc(rejectionReasons.position), asc(rejectionReasons.id))
      .all()
  }

  function find(tx: Db, id: RejectionReasonId) {
    return tx.select().from(rejectionReasons).where(eq(rejectionReasons.id, id)).get()
  }

  function get(tx: Db, id: RejectionReasonId) {
    const found = find(tx, id)
    if (!found) throw notFound('rejectionReason')
    return found
  }

  function insert(tx: Db, id: RejectionReasonId, name: string): void {
    const last = tx
      .select({ at: sql<number | null>`max(${rejectionReasons.position})` })
      .from(rejectionReasons)
      .get()
    const now = clock.now()
    tx.insert(rejectionReasons)
      .values({ id, name, position: (last?.at ?? -1) + 1, createdAt: now, updatedAt: now })
      .run()
  }

  function set(tx: Db, id: RejectionReasonId, change: { name?: string; position?: number }): void {
    tx.update(rejectionReasons)
      .set({ ...change, updatedAt: clock.now(), version: sql`${rejectionReasons.version} + 1` })
      .where(eq(rejectionReasons.id, id))
      .run()
  }

  function noteChange(
    tx: Db,
    staffId: StaffId,
    action: string,
    subjectId: RejectionReasonId | null,
    change: { before?: Record<string, unknown>; after?: Record<string, unknown> },
  ): void {
    recordAudit(tx, clock, { staffId, action, subjectKind: 'rejection_reason', subjectId, ...change })
    afterCommit(tx, () => events.publish({ type: 'rejection-reasons.changed' }))
  }

  return {
    async list(): Promise<RejectionReason[]> {
      return list(db)
    },

    /** In the transaction of the first run. */
    insertInitial(tx: Db, locale: Locale): void {
      for (const name of INITIAL_REASONS[locale]) insert(tx, newId<RejectionReasonId>(), name)
    },

    async add(by: StaffId, id: RejectionReasonId, name: string): Promise<RejectionReason[]> {
      return transact(db, tx => {
        if (find(tx, id)) return list(tx)
        insert(tx, id, name)
        noteChange(tx, by, 'rejection_reason.created', id, { after: { name } })
        return list(tx)
      })
    },

    async rename(
      by: StaffId,
      { id, version, name }: { id: RejectionReasonId; version: number; name: string },
    ): Promise<RejectionReason[]> {
      return transact(db, tx => {
        const before = get(tx, id)
        if (before.version !== version) throw staleEdit('rejectionReason', before.version)
        if (before.name === name) return list(tx)
        set(tx, id, { name })
        noteChange(tx, by, 'rejection_reason.updated', id, { before: { name: before.name }, after: { name } })
        return list(tx)
      })
    },

    /** One that somebody added in the meantime stays at the end. */
    async reorder(by: StaffId, ids: readonly RejectionReasonId[]): Promise<RejectionReason[]> {
      return transact(db, tx => {
        const before = list(tx).map(({ id }) => id)
        if (ids.some(id => !before.includes(id))) throw notFound('rejectionReason')
        const after = [...new Set([...ids, ...before])]
        const changed = changedFields({ order: before }, { order: after })
        if (!changed) return list(tx)
        for (const [position, id] of after.entries()) if (get(tx, id).position !== position) set(tx, id, { position })
        noteChange(tx, by, 'rejection_reason.reordered', null, changed)
        return list(tx)
      })
    },

    async remove(by: StaffId, id: RejectionReasonId): Promise<RejectionReason[]> {
      return transact(db, tx => {
        const { name } = get(tx, id)
        tx.delete(rejectionReasons).where(eq(rejectionReasons.id, id)).run()
        noteChange(tx, by, 'rejection_reason.removed', id, { before: { name } })
        return list(tx)
      })
    },
  }
}
export type RejectionReasonService = ReturnType<typeof createRejectionReasonService>
