import { eq, sql } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import { announceFile } from './announce-files.ts'
import { deleteUnneeded } from './delete-contents.ts'
import { listContentsOfLead } from './queries.ts'
import { attachments, fileUploads } from './schema.ts'

/** What happens to files when something happens to their lead. Both run in the transaction that does it. */
export function createFilesOfLead({ events, jobs }: { events: AppEvents; jobs: JobQueue }) {
  return {
    /** Before a lead is deleted for good: its rows go with it, this is for their contents on the disk. */
    forgetFilesOf(tx: Db, leadId: LeadId): void {
      deleteUnneeded(tx, jobs, listContentsOfLead(tx, leadId))
    },

    /** Two records of one person become one; their messages have moved already. */
    moveFiles(tx: Db, keep: LeadId, absorb: LeadId): void {
      const moved = tx
        .update(attachments)
        .set({
          leadId: keep,
          conversationId: sql`(select conversation_id from messages where messages.id = ${attachments.messageId})`,
        })
        .where(eq(attachments.leadId, absorb))
        .run().changes
      tx.update(fileUploads).set({ leadId: keep }).where(eq(fileUploads.leadId, absorb)).run()
      if (moved > 0) announceFile(tx, events, { leadId: keep, messageId: null, conversationId: null })
    },
  }
}
