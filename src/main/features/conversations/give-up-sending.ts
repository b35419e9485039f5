import { eq } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import type { MessageStatuses } from './message-statuses.ts'
import { messages } from './schema.ts'

/**
 * For a database that was restored: what waited to be sent when it was copied may have arrived since, and nobody can tell. A person
 * sees that it did not leave from here, and decides.
 */
export function createGiveUpSending({
  statuses,
  giveUpOthers,
}: {
  statuses: Pick<MessageStatuses, 'fail'>
  giveUpOthers: readonly ((tx: Db) => void)[]
}) {
  return function giveUpSending(tx: Db): void {
    const waiting = tx.select({ id: messages.id }).from(messages).where(eq(messages.status, 'queued')).all()
    for (const { id } of waiting) statuses.fail(tx, id, 'logged-out', null)
    for (const giveUp of giveUpOthers) giveUp(tx)
  }
}
