import { and, eq, isNull } from 'drizzle-orm'
import { newId, type TemplateId } from '#shared/domain/ids.ts'
import type { ProviderStatus } from '#shared/domain/template.ts'
import type { Db } from '../../db/database.ts'
import { insertTemplate } from './queries.ts'
import { templates, templateVariants } from './schema.ts'

/** A template as a provider has it, with the numbers that it leaves open. */
export interface ProviderTemplateFound {
  readonly providerId: string
  readonly name: string
  readonly language: string
  readonly content: string
  readonly status: ProviderStatus
}

/**
 * Brings what a provider has approved among the office's templates (row E41): a known one gets its status of now, a new language joins
 * the template of that name, anything else becomes a template of its own. Answers how many were changed or came.
 */
export function storeProviderTemplates(tx: Db, found: readonly ProviderTemplateFound[], now: number): number {
  return found.filter(one => storeOne(tx, one, now)).length
}

function storeOne(
  tx: Db,
  { providerId, name, language, content, status }: ProviderTemplateFound,
  now: number,
): boolean {
  const known = tx.select().from(templateVariants).where(eq(templateVariants.providerId, providerId)).get()
  if (known) {
    if (known.providerStatus === status && known.content === content) return false
    tx.update(templateVariants).set({ providerStatus: status, content }).where(eq(templateVariants.id, known.id)).run()
    return true
  }
  const namesake = tx
    .select({ id: templates.id })
    .from(templates)
    .where(and(eq(templates.name, name), eq(templates.channel, 'whatsapp'), isNull(templates.removedAt)))
    .get()
  const ofLanguage = namesake && variantOf(tx, namesake.id, language)
  const approved = { providerId, providerStatus: status }
  // The office's own words of that name say something else: they stay, and the approved ones stand beside them.
  if (ofLanguage && ofLanguage.content === content) {
    tx.update(templateVariants).set(approved).where(eq(templateVariants.id, ofLanguage.id)).run()
  } else if (namesake && !ofLanguage) {
    const row = { id: newId(), templateId: namesake.id, language, subject: null, content, position: 99 }
    tx.insert(templateVariants)
      .values({ ...row, ...approved })
      .run()
  } else {
    const id = newId<TemplateId>()
    const variants = [{ language, subject: null, content }]
    insertTemplate(tx, { id, name, category: 'appointment', channel: 'whatsapp', variants }, now)
    tx.update(templateVariants).set(approved).where(eq(templateVariants.templateId, id)).run()
  }
  return true
}

function variantOf(tx: Db, templateId: TemplateId, language: string) {
  return tx
    .select()
    .from(templateVariants)
    .where(and(eq(templateVariants.templateId, templateId), eq(templateVariants.language, language)))
    .get()
}
