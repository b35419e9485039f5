import { createHash, randomBytes } from 'node:crypto'
import type { SignedInStaff } from '#shared/contract/session.ts'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Connection, Viewer } from '../../rpc/context.ts'
import {
  deleteSession,
  deleteSessionsOf,
  deleteSessionsUnusedSince,
  findSessionIdByToken,
  insertSession,
  prepareFindSession,
  type SessionRow,
  setSessionLocked,
  touchSession,
} from './queries.ts'

const MINUTE = 60_000
const UNUSED_FOR = 30 * 24 * 60 * MINUTE
/** "Last used" need not be exact: one write in ten minutes is enough. */
const TOUCH_EVERY = 10 * MINUTE

/** The part of a connection that says who is at the other end. */
export type Bearer = Pick<Connection, 'sessionId'>

/**
 * Who is signed in. A session is a row, a connection only knows its id: whatever changes about the person (role, deactivation,
 * password) counts from the next call on, for every page of theirs.
 */
export function createSessions({ db, clock }: { db: Db; clock: Clock }) {
  const findSession = prepareFindSession(db)
  const listeners = new Set<(sessionId: string) => void>()
  const begunListeners = new Set<() => void>()

  function findUsable(sessionId: string): SessionRow | undefined {
    const session = findSession(sessionId)
    if (!session?.isActive || session.lastUsedAt + UNUSED_FOR <= clock.now()) return undefined
    return session
  }

  function touch({ id, lastUsedAt, staff }: SessionRow): void {
    // Counted in both directions: a clock that was set back must not leave a session that never expires.
    if (Math.abs(clock.now() - lastUsedAt) < TOUCH_EVERY) return
    transact(db, tx => touchSession(tx, id, staff.id, clock.now()))
  }

  function announceInterrupted(tx: Db, sessionIds: readonly string[]): void {
    afterCommit(tx, () => {
      for (const sessionId of sessionIds) for (const listener of [...listeners]) listener(sessionId)
    })
  }

  function announceBegun(): void {
    for (const listener of [...begunListeners]) listener()
  }

  return {
    /** Signs the person in on this connection, instead of whoever was. Returns the token, which is kept nowhere but in the page. */
    open(tx: Db, bearer: Bearer, staffId: StaffId): string {
      const now = clock.now()
      const id = newId()
      const token = randomBytes(32).toString('base64url')
      deleteSessionsUnusedSince(tx, now - UNUSED_FOR)
      if (bearer.sessionId !== null) announceInterrupted(tx, deleteSession(tx, bearer.sessionId))
      insertSession(tx, { id, tokenHash: hashOf(token), staffId, createdAt: now, lastUsedAt: now, lockedAt: null })
      touchSession(tx, id, staffId, now)
      afterCommit(tx, () => {
        bearer.sessionId = id
        announceBegun()
      })
      return token
    },

    /** The session that a page's token opens; null when it has expired or ended. */
    resolve(token: string): string | null {
      const id = findSessionIdByToken(db, hashOf(token))
      const session = id === undefined ? undefined : findUsable(id)
      if (!session) return null
      touch(session)
      announceBegun()
      return session.id
    },

    /** Asked before every call, so it reads one prepared row. Null when the session has ended. */
    viewerOf(sessionId: string): { viewer: Viewer; isLocked: boolean } | null {
      const session = findUsable(sessionId)
      if (!session) return null
      const { id, role, locale } = session.staff
      if (session.lockedAt === null) touch(session)
      return { viewer: { id, role, locale }, isLocked: session.lockedAt !== null }
    },

    /** The same for the handshake: with the name, also while locked. */
    staffOf(sessionId: string): { staff: SignedInStaff; isLocked: boolean } | null {
      const session = findUsable(sessionId)
      return session ? { staff: session.staff, isLocked: session.lockedAt !== null } : null
    },

    setLocked(tx: Db, sessionId: string, isLocked: boolean): void {
      setSessionLocked(tx, sessionId, isLocked ? clock.now() : null)
      if (isLocked) announceInterrupted(tx, [sessionId])
      else afterCommit(tx, announceBegun)
    },

    end(tx: Db, bearer: Bearer): void {
      if (bearer.sessionId !== null) announceInterrupted(tx, deleteSession(tx, bearer.sessionId))
      afterCommit(tx, () => {
        bearer.sessionId = null
      })
    },

    /** Signs a person out everywhere, except perhaps where they are right now. */
    endAllOf(tx: Db, staffId: StaffId, except: string | null = null): void {
      announceInterrupted(tx, deleteSessionsOf(tx, staffId, except))
    },

    /** Calls back when somebody begins to be there: signed in, came back with a token, or unlocked. Who it is stands a moment later. */
    onBegun(listener: () => void): () => void {
      begunListeners.add(listener)
      return () => void begunListeners.delete(listener)
    },

    /** Calls back when a session has ended or was locked: what streams to it must stop. Returns the stop of the listening. */
    onInterrupted(listener: (sessionId: string) => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
export type Sessions = ReturnType<typeof createSessions>

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
