import type { MetaConnectionId } from '#shared/domain/ids.ts'
import type { MetaProblem } from '#shared/domain/meta-connection.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { GraphAccess } from '../../graph/graph-access.ts'
import { GraphError, silentProblem } from '../../graph/graph-problem.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound } from '../../rpc/domain-error.ts'
import type { MetaNotices } from './notices.ts'
import { findConnection, listConnections, type MetaConnectionRow, updateConnection } from './queries.ts'
import type { ConnectionTokens, TokenStore } from './tokens.ts'

/**
 * What every feature that asks Meta needs to know of the connections: which there are, with what to ask, and where to say that it went
 * wrong. Nobody else opens a token.
 */
export function createMetaConnections({
  db,
  clock,
  events,
  tokens,
  notices,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  tokens: TokenStore
  notices: MetaNotices
}) {
  function get(tx: Db, id: MetaConnectionId): MetaConnectionRow {
    const connection = findConnection(tx, id)
    if (!connection) throw notFound('metaConnection')
    return connection
  }

  function announce(tx: Db): void {
    afterCommit(tx, () => events.publish({ type: 'meta.changed' }))
  }

  function access(id: MetaConnectionId, choose: (tokens: ConnectionTokens) => string): GraphAccess {
    const { state, appId } = get(db, id)
    const opened = state === 'connected' ? tokens.open(db, id) : undefined
    if (!opened) throw new GraphError({ ...silentProblem(null), kind: 'needs-login', reason: 'unknown' })
    return new GraphAccess({ token: choose(opened), appId, appSecret: opened.appSecret ?? undefined })
  }

  /** Nobody asks Meta for it any more, and somebody is told: once, however many of its jobs find out. */
  function stop(tx: Db, connection: MetaConnectionRow, problem: MetaProblem): void {
    if (connection.state !== 'connected') return
    updateConnection(tx, connection.id, { state: 'needs-login', problem }, clock.now())
    announce(tx)
    afterCommit(tx, () => notices.tellLoginNeeded(connection))
  }

  function takeProblem(db: Db, id: MetaConnectionId, problem: MetaProblem): boolean {
    return transact(db, tx => {
      const connection = get(tx, id)
      if (connection.state !== 'connected') return false
      if (problem.kind === 'needs-login') {
        stop(tx, connection, problem)
        return false
      }
      updateConnection(tx, id, { problem }, clock.now())
      announce(tx)
      return true
    })
  }

  return {
    get: (id: MetaConnectionId): MetaConnectionRow => get(db, id),

    find: (id: MetaConnectionId): MetaConnectionRow | undefined => findConnection(db, id),

    /** Those that Meta may be asked for. */
    listConnected(): MetaConnectionRow[] {
      return listConnections(db).filter(({ state }) => state === 'connected')
    },

    /** With what to ask for the page's forms and leads. Throws a GraphError where the connection has no token that lives. */
    accessOf: (id: MetaConnectionId): GraphAccess => access(id, ({ page }) => page),

    /** With what to ask for ad accounts: the page's own token does not open them. */
    adAccessOf: (id: MetaConnectionId): GraphAccess => access(id, ({ given, page }) => given ?? page),

    /**
     * Takes what went wrong while Meta was asked: a token that has ended stops the connection, anything else is only shown. Says whether
     * the connection still works.
     */
    noteProblem: (id: MetaConnectionId, { problem }: GraphError): boolean =>
      takeProblem(db, id, toMetaProblem(problem, clock.now())),
    takeProblem,

    /** Meta has answered: whatever kept it from answering is over. */
    noteSuccess(id: MetaConnectionId): void {
      transact(db, tx => {
        const connection = get(tx, id)
        if (connection.state !== 'connected' || connection.problem === null) return
        updateConnection(tx, id, { problem: null }, clock.now())
        announce(tx)
      })
    },

    /** After a restore, or with the key file of another PC: says so at once, and not at the first time that Meta is asked. */
    noteMissingTokens(): void {
      transact(db, tx => {
        for (const connection of listConnections(tx)) {
          if (connection.state !== 'connected' || tokens.open(tx, connection.id)) continue
          const unanswered = toMetaProblem(
            { ...silentProblem(null), kind: 'needs-login', reason: 'unknown' },
            clock.now(),
          )
          stop(tx, connection, { ...unanswered, kind: 'token-missing', reason: null })
        }
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
