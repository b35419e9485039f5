import { and, asc, desc, eq, inArray, isNull, lt, notInArray, sql } from 'drizzle-orm'
import type { Template, TemplateVariant } from '#shared/contract/templates.ts'
import { newId, type TemplateId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { templates, templateVariants } from './schema.ts'

/** What the office writes of a variant; the rest is the provider's. */
export type WrittenVariant = Pick<TemplateVariant, 'language' | 'subject' | 'content'>
/** A template without its files, which are another feature's. */
export type StoredTemplate = Omit<Template, 'files'>
export type TemplateDetails = Pick<Template, 'name' | 'category' | 'channel'> & {
  readonly variants: readonly WrittenVariant[]
}

const columns = {
  id: templates.id,
  version: templates.version,
  name: templates.name,
  category: templates.category,
  channel: templates.channel,
  usageCount: templates.usageCount,
  lastUsedAt: templates.lastUsedAt,
}

const variantColumns = {
  templateId: templateVariants.templateId,
  language: templateVariants.language,
  subject: templateVariants.subject,
  content: templateVariants.content,
  providerId: templateVariants.providerId,
  providerStatus: templateVariants.providerStatus,
}

function variantsOf(db: Db, ids: readonly TemplateId[]): Map<TemplateId, TemplateVariant[]> {
  const rows = db
    .select(variantColumns)
    .from(templateVariants)
    .where(inArray(templateVariants.templateId, [...ids]))
    .orderBy(asc(templateVariants.position))
    .all()
  const grouped = Map.groupBy(rows, ({ templateId }) => templateId)
  return new Map([...grouped].map(([id, ofOne]) => [id, ofOne.map(({ templateId: _, ...variant }) => variant)]))
}

const CATEGORIES = ['quick_reply', 'appointment', 'campaign'] as const

export function listTemplates(db: Db): StoredTemplate[] {
  const rows = CATEGORIES.flatMap(category =>
    db
      .select(columns)
      .from(templates)
      .where(and(eq(templates.category, category), isNull(templates.removedAt)))
      .orderBy(desc(templates.usageCount), asc(templates.createdAt), asc(templates.id))
      .all(),
  )
  const variants = variantsOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map(row => ({ ...row, variants: variants.get(row.id) ?? [] }))
}

/** Also one that was removed lately. */
export function hasTemplates(db: Db, category: Template['category']): boolean {
  const any = db.select({ id: templates.id }).from(templates).where(eq(templates.category, category)).limit(1).get()
  return any !== undefined
}

export function findTemplate(db: Db, id: TemplateId): (StoredTemplate & { removedAt: number | null }) | undefined {
  const row = db
    .select({ ...columns, removedAt: templates.removedAt })
    .from(templates)
    .where(eq(templates.id, id))
    .get()
  return row && { ...row, variants: variantsOf(db, [id]).get(id) ?? [] }
}

export function insertTemplate(
  tx: Db,
  { variants, ...details }: TemplateDetails & { id: TemplateId },
  now: number,
): void {
  tx.insert(templates)
    .values({ ...details, createdAt: now, updatedAt: now })
    .run()
  setVariants(tx, details.id, variants)
}

export function updateTemplate(
  tx: Db,
  id: TemplateId,
  { variants, ...changes }: Partial<TemplateDetails> & { removedAt?: number | null },
  now: number,
): void {
  tx.update(templates)
    .set({ ...changes, updatedAt: now, version: sql`${templates.version} + 1` })
    .where(eq(templates.id, id))
    .run()
  if (variants) setVariants(tx, id, variants)
}

/** What a provider approved are the old words: a text that changes has to be approved anew. */
function setVariants(tx: Db, templateId: TemplateId, variants: readonly WrittenVariant[]): void {
  const languages = variants.map(({ language }) => language)
  tx.delete(templateVariants)
    .where(and(eq(templateVariants.templateId, templateId), notInArray(templateVariants.language, languages)))
    .run()
  for (const [position, { language, subject, content }] of variants.entries()) {
    const isSame = sql`${templateVariants.content} = excluded.content`
    tx.insert(templateVariants)
      .values({ id: newId(), templateId, language, subject, content, position })
      .onConflictDoUpdate({
        target: [templateVariants.templateId, templateVariants.language],
        set: {
          subject,
          content,
          position,
          providerId: sql`case when ${isSame} then ${templateVariants.providerId} end`,
          providerStatus: sql`case when ${isSame} then ${templateVariants.providerStatus} end`,
        },
      })
      .run()
  }
}

/** Its version stays: using a text does not disturb whoever edits it. */
export function countUse(tx: Db, id: TemplateId, now: number): void {
  tx.update(templates)
    .set({ usageCount: sql`${templates.usageCount} + 1`, lastUsedAt: now })
    .where(eq(templates.id, id))
    .run()
}

/** It went into a message: counted, and said which it is. Undefined where it is gone since. */
export function takeTemplate(tx: Db, id: TemplateId, now: number): { id: TemplateId; name: string } | undefined {
  const found = findTemplate(tx, id)
  if (!found || found.removedAt !== null) return undefined
  countUse(tx, id, now)
  return { id, name: found.name }
}

export function deleteRemovedBefore(tx: Db, at: number): void {
  tx.delete(templates).where(lt(templates.removedAt, at)).run()
}
