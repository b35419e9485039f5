import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { FileRow } from './queries.ts'

type Place = Pick<FileRow, 'leadId' | 'messageId' | 'conversationId'>

/** Tells every page that shows the lead's files, and the one that shows the message, if it came with one. */
export function announceFile(tx: Db, events: AppEvents, { leadId, messageId, conversationId }: Place): void {
  afterCommit(tx, () => {
    events.publish({ type: 'files.changed', leadId })
    if (messageId !== null && conversationId !== null)
      events.publish({ type: 'message.changed', leadId, messageId, conversationId })
  })
}
