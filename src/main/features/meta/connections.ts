import type { MetaConnectionId } from '#shared/domain/ids.ts'
import type { MetaProblem } from '#shared/domain/meta-connection.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { GraphAccess } from '../../graph/graph-access.ts'
import { GraphError, silentProblem } from '../../graph/graph-problem.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound } from '../../rpc/domain-error.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { findConnection, listConnections, type MetaConnectionRow, updateConnection } from './queries.ts'
import { appSecretName, pageTokenName } from './token-names.ts'

/**
 * What every feature that asks Meta needs to know of the connections: which there are, with what to ask, and where to say that it went
 * wrong. Nobody else opens a token.
 */
export function createMetaConnections({
  db,
  clock,
  events,
  secrets,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  secrets: Secrets
}) {
  function get(tx: Db, id: MetaConnectionId): MetaConnectionRow {
    const connection = findConnection(tx, id)
    if (!connection) throw notFound('metaConnection')
    return connection
  }

  function announce(tx: Db): void {
    afterCommit(tx, () => events.publish({ type: 'meta.changed' }))
  }

  return {
    get: (id: MetaConnectionId): MetaConnectionRow => get(db, id),

    /** Those that Meta may be asked for. */
    listConnected(): MetaConnectionRow[] {
      return listConnections(db).filter(({ state }) => state === 'connected')
    },

    /**
     * With what to ask for the page's forms and leads. Throws a GraphError where there is no token: the connection is not connected, or
     * its data came from a backup, which holds no tokens.
     */
    accessOf(id: MetaConnectionId): GraphAccess {
      const connection = get(db, id)
      const token = connection.state === 'connected' ? secrets.get(db, pageTokenName(id)) : undefined
      if (token === undefined) throw new GraphError({ ...silentProblem(null), kind: 'needs-login', reason: 'unknown' })
      return new GraphAccess({ token, appId: connection.appId, appSecret: secrets.get(db, appSecretName(id)) })
    },

    /**
     * Takes what went wrong while Meta was asked: a token that has ended stops the connection, what passes by itself is only shown. Says
     * whether the connection still works.
     */
    noteProblem(id: MetaConnectionId, { problem }: GraphError): boolean {
      return transact(db, tx => {
        const connection = get(tx, id)
        if (connection.state !== 'connected') return false
        const state = problem.kind === 'needs-login' ? 'needs-login' : connection.state
        updateConnection(tx, id, { state, problem: toMetaProblem(problem, clock.now()) }, clock.now())
        announce(tx)
        return state === 'connected'
      })
    },

    /** Meta has answered: whatever kept it from answering is over. */
    noteSuccess(id: MetaConnectionId): void {
      transact(db, tx => {
        const connection = get(tx, id)
        if (connection.state !== 'connected' || connection.problem === null) return
        updateConnection(tx, id, { problem: null }, clock.now())
        announce(tx)
      })
    },
  }
}
export type MetaConnections = ReturnType<typeof createMetaConnections>

export function toMetaProblem(problem: GraphError['problem'], at: number): MetaProblem {
  const { kind, code, subcode, userMessage: message } = problem
  return {
    kind,
    reason: problem.kind === 'needs-login' ? problem.reason : null,
    code,
    subcode,
    message,
    permissions: problem.kind === 'permission' ? [...problem.permissions] : [],
    at,
  }
}
