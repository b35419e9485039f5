import { and, desc, eq, sql } from 'drizzle-orm'
import { toE164 } from '#shared/domain/phone-number.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import { messages } from '../conversations/schema.ts'
import { leadIdentities } from '../leads/schema.ts'

/** Every message of the person who is known by that number, the newest first, without its words. */
export function listMessagesByPhone(
  db: Db,
  { phone, cursor, limit, country }: { phone: string; cursor: string | null; limit: number; country: string },
) {
  const number = toE164(phone, country)
  if (number === null) return { items: [], nextCursor: null }
  const identity = db
    .select({ leadId: leadIdentities.leadId })
    .from(leadIdentities)
    .where(and(eq(leadIdentities.kind, 'phone'), eq(leadIdentities.value, number)))
    .get()
  if (identity === undefined) return { items: [], nextCursor: null }
  const after = decodePlace(cursor)
  const rows = db
    .select({
      seq: messages.seq,
      id: messages.id,
      at: messages.sortAt,
      direction: messages.direction,
      kind: messages.kind,
      status: messages.status,
      error: messages.error,
      sentAt: messages.sentAt,
      deliveredAt: messages.deliveredAt,
      readAt: messages.readAt,
      editedAt: messages.editedAt,
      deletedAt: messages.deletedAt,
    })
    .from(messages)
    .where(
      and(
        eq(messages.leadId, identity.leadId),
        after ? sql`(${messages.sortAt}, ${messages.seq}) < (${after.at}, ${after.seq})` : undefined,
      ),
    )
    .orderBy(desc(messages.sortAt), desc(messages.seq))
    .limit(limit + 1)
    .all()
  const placeOf = ({ at, seq }: (typeof rows)[number]) => ({ at, seq })
  return toPage(rows, limit, placeOf, ({ seq: _seq, error, ...row }) => ({ ...row, problem: error?.reason ?? null }))
}
