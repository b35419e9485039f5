import { and, desc, eq, sql } from 'drizzle-orm'
import type { ConsentText } from '#shared/contract/consents.ts'
import type { ConsentTextId, ConsentWordingId, StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { contentHash, recordAudit } from '../audit/audit.ts'
import { consentTexts, consentWordings } from './schema.ts'

/** The texts that the office asks consent with. A text may change; what somebody agreed to does not. */
export function createConsentTextService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  function getText(tx: Db, id: ConsentTextId): ConsentText {
    const text = tx.select().from(consentTexts).where(eq(consentTexts.id, id)).get()
    const [newest] = versionsOf(tx, id)
    if (!text || !newest) throw notFound('consentText')
    const { version, name, language, isArchived } = text
    const { id: wordingId, number, body, createdAt } = newest
    return { id, version, name, language, isArchived, wording: { id: wordingId, number, body, createdAt } }
  }

  function addWording(tx: Db, by: StaffId, textId: ConsentTextId, id: ConsentWordingId, body: string): void {
    const number = (versionsOf(tx, textId)[0]?.number ?? 0) + 1
    tx.insert(consentWordings)
      .values({ id, textId, number, body, bodyHash: contentHash(body), staffId: by, createdAt: clock.now() })
      .run()
  }

  function noteChange(tx: Db, by: StaffId, action: string, id: ConsentTextId, after: Record<string, unknown>): void {
    recordAudit(tx, clock, { staffId: by, action, subjectKind: 'consent_text', subjectId: id, after })
    afterCommit(tx, () => events.publish({ type: 'consent-texts.changed' }))
  }

  return {
    /** Those in use first, by name. */
    async list(): Promise<ConsentText[]> {
      const ids = db
        .select({ id: consentTexts.id })
        .from(consentTexts)
        .orderBy(consentTexts.isArchived, consentTexts.name, consentTexts.id)
        .all()
      return ids.map(({ id }) => getText(db, id))
    },

    async create(
      by: StaffId,
      input: { id: ConsentTextId; wordingId: ConsentWordingId; name: string; language: string; body: string },
    ): Promise<ConsentText> {
      const { id, wordingId, name, language, body } = input
      return transact(db, tx => {
        if (tx.select().from(consentTexts).where(eq(consentTexts.id, id)).get()) return getText(tx, id)
        checkFree(tx, wordingId)
        const now = clock.now()
        tx.insert(consentTexts).values({ id, name, language, createdAt: now, updatedAt: now }).run()
        addWording(tx, by, id, wordingId, body)
        noteChange(tx, by, 'consent_text.created', id, { name, language, body })
        return getText(tx, id)
      })
    },

    async update(
      by: StaffId,
      input: {
        id: ConsentTextId
        version: number
        wordingId: ConsentWordingId
        name: string
        language: string
        body: string
      },
    ): Promise<ConsentText> {
      const { id, version, wordingId, name, language, body } = input
      return transact(db, tx => {
        const before = getText(tx, id)
        if (before.version !== version) throw staleEdit('consentText', before.version)
        if (before.name === name && before.language === language && before.wording.body === body) return before
        tx.update(consentTexts)
          .set({ name, language, updatedAt: clock.now(), version: sql`${consentTexts.version} + 1` })
          .where(eq(consentTexts.id, id))
          .run()
        if (before.wording.body !== body) {
          checkFree(tx, wordingId)
          addWording(tx, by, id, wordingId, body)
        }
        noteChange(tx, by, 'consent_text.updated', id, { name, language, body })
        return getText(tx, id)
      })
    },

    async archive(by: StaffId, id: ConsentTextId, isArchived: boolean): Promise<ConsentText> {
      return transact(db, tx => {
        if (getText(tx, id).isArchived === isArchived) return getText(tx, id)
        tx.update(consentTexts)
          .set({ isArchived, updatedAt: clock.now(), version: sql`${consentTexts.version} + 1` })
          .where(eq(consentTexts.id, id))
          .run()
        noteChange(tx, by, isArchived ? 'consent_text.archived' : 'consent_text.restored', id, { isArchived })
        return getText(tx, id)
      })
    },

    /** The newest first. */
    async versions(id: ConsentTextId) {
      getText(db, id)
      return versionsOf(db, id).map(({ number, body, createdAt, staffId }) => ({ number, body, createdAt, staffId }))
    },
  }
}
export type ConsentTextService = ReturnType<typeof createConsentTextService>

function versionsOf(db: Db, textId: ConsentTextId) {
  const rows = db
    .select()
    .from(consentWordings)
    .where(and(eq(consentWordings.textId, textId)))
    .orderBy(desc(consentWordings.number))
    .all()
  return rows.map(row => ({ ...row, number: row.number ?? 0 }))
}

/** The page makes ids; one that is taken belongs to other words. */
function checkFree(tx: Db, id: ConsentWordingId): void {
  if (tx.select().from(consentWordings).where(eq(consentWordings.id, id)).get()) throw notFound('consentText')
}
