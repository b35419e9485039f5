import { z } from 'zod'
import { soonerOf, warningOf } from '#shared/domain/meta-connection.ts'
import { type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { GraphError } from '../../graph/graph-problem.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { Clock } from '../../ports/clock.ts'
import { endOfToken, type MetaQuestions } from './ask-meta.ts'
import type { MetaConnections } from './connections.ts'
import type { MetaNotices } from './notices.ts'
import { type MetaConnectionRow, updateConnection } from './queries.ts'
import type { TokenStore } from './tokens.ts'

/** Asks Meta every day how long each token lives (row C22): its end is told beforehand, and at once when it has come. */
export function createConnectionCheck({
  db,
  clock,
  events,
  tokens,
  connections,
  questions,
  notices,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  tokens: TokenStore
  connections: MetaConnections
  questions: MetaQuestions
  notices: MetaNotices
}) {
  async function check(connection: MetaConnectionRow): Promise<void> {
    const { id, appId } = connection
    const opened = tokens.open(db, id)
    if (!opened) return connections.noteMissingTokens()
    const facts = await questions.debugToken({ token: opened.given ?? opened.page, appId, appSecret: opened.appSecret })
    if (!facts.isValid) throw endOfToken(facts)
    const { scopes, expiresAt, dataAccessExpiresAt } = facts
    const warning = warningOf(soonerOf(expiresAt, dataAccessExpiresAt), clock.now())
    const isNews = warning !== null && (connection.warnedDays === null || warning < connection.warnedDays)
    transact(db, tx =>
      updateConnection(
        tx,
        id,
        { scopes, expiresAt, dataAccessExpiresAt, warnedDays: warning, checkedAt: clock.now() },
        clock.now(),
      ),
    )
    if (isNews) notices.tellEndComing(connection, warning)
  }

  return defineJob({
    name: 'meta.check-connections',
    data: z.object({}),
    dailyAt: '08:15',
    maxAttempts: 6,
    async run() {
      let unasked: GraphError | undefined
      for (const connection of connections.listConnected()) {
        try {
          await check(connection)
        } catch (error) {
          if (!(error instanceof GraphError)) throw error
          // One that cannot be asked must not keep the others from it; it is asked again with the next attempt.
          connections.noteProblem(connection.id, error)
          if (error.problem.isRetryable) unasked = error
        }
      }
      events.publish({ type: 'meta.changed' })
      if (unasked) throw unasked
    },
  })
}
