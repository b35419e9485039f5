import { assertNever } from '#shared/domain/assert-never.ts'
import type { LinkState, LinkTrouble, PairingFailure } from '#shared/domain/link-state.ts'
import type { CloseVerdict } from './close-reason.ts'
import type { HistorySync } from './history.ts'

/**
 * One linked number's session, as a pure state machine. Whoever drives it looks at the state that came out: `connecting` and
 * `pairing` have a socket, `waiting-to-reconnect` has a timer, the others have nothing.
 *
 *   unlinked ──pairing-started──▶ pairing ──paired──▶ connecting ──opened──▶ connected
 *      ▲                            │                  ▲   │                    │
 *      ├──expired, refused, passkey─┘                  │   └──────closed────────┤
 *      │                                               │                        ▼
 *      ├──unlinked, cancelled            reconnect-due └────────────── waiting-to-reconnect
 *      │                                                                        │
 *   ended ◀── closed: logged out, replaced, banned, refused; keys unreadable ◀──┘
 */
export interface Session {
  readonly state: LinkState
  /** Failed attempts in a row. */
  readonly attempt: number
  /** Catch-all failures in a row, without an `open` in between. */
  readonly brokenCount: number
  /** When the link went down, kept over all attempts to get it up again. */
  readonly downSince: number | null
}

export type SessionEvent =
  | { readonly kind: 'pairing-started' }
  | { readonly kind: 'qr-shown'; readonly qr: string; readonly at: number; readonly lifetimeMs: number }
  | { readonly kind: 'code-shown'; readonly code: string; readonly at: number; readonly lifetimeMs: number }
  | { readonly kind: 'pairing-failed'; readonly failure: PairingFailure | null }
  | { readonly kind: 'paired'; readonly at: number }
  | { readonly kind: 'connect-started'; readonly at: number }
  | { readonly kind: 'opened'; readonly at: number; readonly phoneNumber: string | null }
  | { readonly kind: 'stayed-open' }
  | { readonly kind: 'sync-progressed'; readonly sync: HistorySync }
  /** `random` is from 0 to 1. */
  | { readonly kind: 'closed'; readonly at: number; readonly verdict: CloseVerdict; readonly random: number }
  | { readonly kind: 'keys-unreadable'; readonly at: number }
  | { readonly kind: 'unlinked' }

/** An `open` that lasted this long was a good one: the next failure starts counting from the beginning. */
export const GOOD_OPEN_MS = 60_000
/** So many catch-all failures in a row are no accident any more. */
export const BROKEN_AFTER = 5

const PAIRING_ATTEMPTS = 5
const MOST_RESTARTS = 3
const FIRST_DELAY = 1_000
const LONGEST_DELAY = 5 * 60_000

/** A session at start: connecting is somebody's decision, until then it rests. */
export function restingSession({
  lastConnectedAt,
  resting,
}: {
  readonly lastConnectedAt: number | null
  readonly resting: LinkState | null
}): Session {
  const isOver = resting?.kind === 'ended' || resting?.kind === 'unlinked'
  return { ...fresh(isOver ? resting : { kind: 'unlinked', failure: null }), downSince: lastConnectedAt }
}

export function advance(session: Session, event: SessionEvent): Session {
  const { state } = session
  switch (event.kind) {
    case 'pairing-started':
      return fresh({ kind: 'pairing', qr: null, code: null, expiresAt: null, lifetimeMs: null })
    case 'qr-shown':
      // With a code the same refs run in the background; what the person types stays in view.
      if (state.kind !== 'pairing' || state.code !== null) return session
      return { ...session, state: { ...state, qr: event.qr, ...expiry(event) } }
    case 'code-shown':
      if (state.kind !== 'pairing') return session
      return { ...session, state: { ...state, qr: null, code: event.code, ...expiry(event) } }
    case 'pairing-failed':
      return state.kind === 'pairing' ? fresh({ kind: 'unlinked', failure: event.failure }) : session
    case 'paired':
      return fresh(connecting(event.at, 0))
    case 'connect-started':
      return { ...session, state: connecting(session.downSince ?? event.at, session.attempt) }
    case 'opened':
      return {
        ...session,
        downSince: null,
        state: { kind: 'connected', since: event.at, phoneNumber: event.phoneNumber, syncProgress: null },
      }
    case 'stayed-open':
      return state.kind === 'connected' ? { ...session, attempt: 0, brokenCount: 0 } : session
    case 'sync-progressed':
      return state.kind === 'connected' ? { ...session, state: withSync(state, event.sync) } : session
    case 'closed':
      return closed(session, event)
    case 'keys-unreadable':
      return { ...session, state: { kind: 'ended', since: event.at, end: 'keys-unreadable', code: null } }
    case 'unlinked':
      return fresh({ kind: 'unlinked', failure: null })
    default:
      return assertNever(event, 'session event')
  }
}

function closed(session: Session, event: Extract<SessionEvent, { kind: 'closed' }>): Session {
  const { verdict, at } = event
  if (session.state.kind === 'pairing') return closedWhilePairing(session, session.state, event)
  const downSince = session.downSince ?? at
  switch (verdict.kind) {
    case 'restart':
      // Normal right after pairing. A server that asks for it again and again must not make us spin.
      if (session.attempt >= MOST_RESTARTS) return waiting(session, event, downSince, { trouble: 'server', code: null })
      return { ...session, attempt: session.attempt + 1, downSince, state: connecting(downSince, session.attempt + 1) }
    case 'expired':
      return fresh({ kind: 'unlinked', failure: 'expired' })
    case 'end':
      return {
        ...session,
        attempt: 0,
        brokenCount: 0,
        downSince,
        state: { kind: 'ended', since: at, end: verdict.end, code: verdict.code },
      }
    case 'retry': {
      const brokenCount = session.brokenCount + (verdict.countsAsBroken ? 1 : 0)
      const trouble = brokenCount >= BROKEN_AFTER ? 'repeated-failure' : verdict.trouble
      return waiting({ ...session, brokenCount }, event, downSince, { trouble, code: verdict.code })
    }
    default:
      return assertNever(verdict, 'close verdict')
  }
}

function waiting(
  session: Session,
  { at, random }: { at: number; random: number },
  downSince: number,
  why: { trouble: LinkTrouble; code: number | null },
): Session {
  const attempt = session.attempt + 1
  const retryAt = at + reconnectDelay(attempt, random)
  return {
    ...session,
    attempt,
    downSince,
    state: { kind: 'waiting-to-reconnect', since: downSince, retryAt, attempt, ...why },
  }
}

/** Nothing is linked yet: a lost network shows new codes later, a refusal ends the attempt, and no keys are worth keeping. */
function closedWhilePairing(
  session: Session,
  state: Extract<LinkState, { kind: 'pairing' }>,
  { verdict, at }: Extract<SessionEvent, { kind: 'closed' }>,
): Session {
  if (verdict.kind === 'expired') return fresh({ kind: 'unlinked', failure: 'expired' })
  if (verdict.kind === 'end') {
    if (verdict.end !== 'logged-out') return fresh({ kind: 'ended', since: at, end: verdict.end, code: verdict.code })
    return fresh({ kind: 'unlinked', failure: state.code === null ? 'failed' : 'code-refused' })
  }
  // A code typed on the phone belongs to the socket that asked for it: with another one it is worth nothing.
  const isLost = state.code !== null || session.attempt + 1 >= PAIRING_ATTEMPTS
  if (isLost) return fresh({ kind: 'unlinked', failure: 'failed' })
  const blank: LinkState = { kind: 'pairing', qr: null, code: null, expiresAt: null, lifetimeMs: null }
  return { ...session, attempt: session.attempt + 1, state: blank }
}

/** Doubles from one second to five minutes; full jitter, so that offices do not come back all at once after an outage. */
export function reconnectDelay(attempt: number, random: number): number {
  return Math.round(Math.min(FIRST_DELAY * 2 ** Math.max(attempt - 1, 0), LONGEST_DELAY) * random)
}

type Connected = Extract<LinkState, { kind: 'connected' }>

/** The same state when nothing of it has changed. */
function withSync(state: Connected, { percent, count, problem }: HistorySync): Connected {
  const { syncProgress, syncedMessages: earlierCount, syncProblem: earlierProblem, ...rest } = state
  const syncedMessages = percent === null ? undefined : count
  const syncProblem = problem ?? undefined
  if (syncProgress === percent && earlierCount === syncedMessages && earlierProblem === syncProblem) return state
  return {
    ...rest,
    syncProgress: percent,
    ...(syncedMessages !== undefined && { syncedMessages }),
    ...(syncProblem !== undefined && { syncProblem }),
  }
}

function fresh(state: LinkState): Session {
  return { state, attempt: 0, brokenCount: 0, downSince: null }
}

function connecting(since: number, attempt: number): LinkState {
  return { kind: 'connecting', since, attempt }
}

function expiry({ at, lifetimeMs }: { at: number; lifetimeMs: number }) {
  return { expiresAt: at + lifetimeMs, lifetimeMs }
}
