import type { Db } from '../db/database.ts'
import { createLogger } from '../logging/logger.ts'
import { graphRequests } from './schema.ts'

export type RequestNote = Omit<typeof graphRequests.$inferInsert, 'seq'>

/** Where the client writes what it asked. */
export interface RequestLog {
  note(request: RequestNote): void
}

/** A request must not fail because its note cannot be written. */
export function createRequestLog({ db }: { db: Db }): RequestLog {
  const log = createLogger('graph')
  return {
    note(request) {
      log.debug({ ...request, at: undefined }, 'asked Meta')
      try {
        db.insert(graphRequests).values(request).run()
      } catch (error) {
        log.warn({ error }, 'a request to Meta could not be noted')
      }
    },
  }
}
