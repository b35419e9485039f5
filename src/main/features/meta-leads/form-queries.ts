import { isDeepStrictEqual } from 'node:util'
import { and, asc, count, eq, sql } from 'drizzle-orm'
import { type MetaConnectionId, type MetaFormId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../rpc/domain-error.ts'
import type { FormAtMeta } from './graph-lead.ts'
import type { FormConnection } from './lead-source.ts'
import { forgottenSubmissions, leadSubmissions, metaForms, submissionFailures } from './schema.ts'

export type FormRow = typeof metaForms.$inferSelect

export function getForm(db: Db, id: MetaFormId): FormRow {
  const row = db.select().from(metaForms).where(eq(metaForms.id, id)).get()
  if (!row) throw notFound('form')
  return row
}

export function listForms(db: Db, connectionId: MetaConnectionId): FormRow[] {
  return db
    .select()
    .from(metaForms)
    .where(eq(metaForms.connectionId, connectionId))
    .orderBy(asc(metaForms.createdAt), asc(metaForms.id))
    .all()
}

export function findFormByMetaId(db: Db, connectionId: MetaConnectionId, formId: string): FormRow | undefined {
  return db
    .select()
    .from(metaForms)
    .where(and(eq(metaForms.connectionId, connectionId), eq(metaForms.formId, formId)))
    .get()
}

/** Takes what Meta says of a form. Its counts change all the time and are no edit of anybody's. */
export function saveForm(tx: Db, connection: FormConnection, form: FormAtMeta, now: number): void {
  const { formId, name, status, locale, questions, disclaimers, leadsCount, expiredCount } = form
  const content = {
    name,
    status,
    locale,
    questions,
    disclaimers,
    brandId: connection.brandId,
    pageId: connection.pageId,
  }
  const counted = { leadsCount, expiredCount, countedAt: now }
  const known = findFormByMetaId(tx, connection.id, formId)
  if (!known) {
    const row = { id: newId<MetaFormId>(), connectionId: connection.id, formId, ...content, ...counted }
    tx.insert(metaForms)
      .values({ ...row, createdAt: now, updatedAt: now })
      .run()
    return
  }
  const isSame = (Object.keys(content) as (keyof typeof content)[]).every(field =>
    isDeepStrictEqual(known[field], content[field]),
  )
  tx.update(metaForms)
    .set(isSame ? counted : { ...content, ...counted, updatedAt: now })
    .where(eq(metaForms.id, known.id))
    .run()
}

/** Bookkeeping of a fetch: no edit, so that an open mapping does not become stale by it. */
export function noteForm(
  tx: Db,
  id: MetaFormId,
  changes: Partial<
    Pick<
      FormRow,
      | 'cursorAt'
      | 'isCaughtUp'
      | 'lastFetchAt'
      | 'lastProblem'
      | 'baselineGap'
      | 'gap'
      | 'gapSince'
      | 'gapLooks'
      | 'isGapTold'
      | 'gapHealedAt'
      | 'gapAccepted'
      | 'gapAcceptedAt'
      | 'gapNote'
    >
  >,
): void {
  tx.update(metaForms).set(changes).where(eq(metaForms.id, id)).run()
}

export function editForm(
  tx: Db,
  id: MetaFormId,
  changes: Partial<Pick<FormRow, 'isPolled' | 'mapping' | 'consentChannels'>>,
  now: number,
): void {
  tx.update(metaForms)
    .set({ ...changes, version: sql`${metaForms.version} + 1`, updatedAt: now })
    .where(eq(metaForms.id, id))
    .run()
}

/** How many entries of a form there are for real, and how many only try it out. */
export function countEntries(db: Db, formId: string): { real: number; tests: number } {
  const rows = db
    .select({ isTest: leadSubmissions.isTest, entries: count() })
    .from(leadSubmissions)
    .where(eq(leadSubmissions.formId, formId))
    .groupBy(leadSubmissions.isTest)
    .all()
  const forgotten = db
    .select({ entries: count() })
    .from(forgottenSubmissions)
    .where(eq(forgottenSubmissions.formId, formId))
    .get()
  const aside = db
    .select({ entries: count() })
    .from(submissionFailures)
    .where(eq(submissionFailures.formId, formId))
    .get()
  const of = (isTest: boolean) => rows.find(row => row.isTest === isTest)?.entries ?? 0
  return { real: of(false) + (forgotten?.entries ?? 0) + (aside?.entries ?? 0), tests: of(true) }
}
