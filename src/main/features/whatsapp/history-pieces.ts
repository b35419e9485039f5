import type { proto, WAMessage } from '@whiskeysockets/baileys'
import { MediaProblem, type MediaProblemKind } from '#shared/domain/media-problem.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'

type Notification = proto.Message.IHistorySyncNotification

/** A piece that lies on the media server, with the message that told of it. */
export interface HistoryPiece {
  readonly stanzaId: string
  readonly message: WAMessage
  readonly notification: Notification
}

export interface HistoryPieces {
  add(piece: HistoryPiece): void
  has(stanzaId: string): boolean
  readonly count: number
  /** Whether one has failed and is tried again. */
  readonly isRetrying: boolean
  /** Lets go of all of them: they are still in the journal. */
  drop(): void
}

/** What does not get better by waiting is tried so often; a network that is down, for ever. */
const MOST_TRIES = 4
const LONGEST_DELAY = 10 * 60_000
const PASSING = new Set<MediaProblemKind>(['network', 'stalled', 'no-link'])

/** Fetches pieces of history one after the other, and again when that fails. */
export function createHistoryPieces({
  fetch,
  clock,
  retryMs,
  log,
  onFetched,
  onLost,
  onChanged,
}: {
  fetch: (notification: Notification, signal: AbortSignal) => Promise<Buffer>
  clock: Clock
  /** Before the second try; it doubles from there. */
  retryMs: number
  log: Logger
  onFetched: (piece: HistoryPiece, packed: Buffer) => void
  onLost: (piece: HistoryPiece) => void
  onChanged: () => void
}): HistoryPieces {
  const pieces = new Map<string, { readonly piece: HistoryPiece; tries: number; dueAt: number }>()
  let abort = new AbortController()
  let isRunning = false
  let cancelWake = () => {}

  async function run(): Promise<void> {
    if (isRunning) return
    isRunning = true
    cancelWake()
    const { signal } = abort
    for (let next = findDue(); next && !signal.aborted; next = findDue()) await tryOne(next, signal)
    isRunning = false
    if (findDue()) return run()
    plan()
  }

  function findDue() {
    return [...pieces.values()].find(({ dueAt }) => dueAt <= clock.now())
  }

  function plan(): void {
    const dueAt = Math.min(...[...pieces.values()].map(entry => entry.dueAt))
    if (Number.isFinite(dueAt)) cancelWake = clock.wakeAt(dueAt, () => void run())
  }

  async function tryOne(entry: { piece: HistoryPiece; tries: number; dueAt: number }, signal: AbortSignal) {
    const { piece } = entry
    try {
      const packed = await fetch(piece.notification, signal)
      if (signal.aborted) return
      pieces.delete(piece.stanzaId)
      onFetched(piece, packed)
    } catch (error) {
      if (signal.aborted) return
      const kind = error instanceof MediaProblem ? error.kind : 'wrong-content'
      entry.tries += 1
      log.warn({ kind, tries: entry.tries }, 'a piece of history did not come')
      if (entry.tries >= MOST_TRIES && !PASSING.has(kind)) {
        pieces.delete(piece.stanzaId)
        onLost(piece)
      } else entry.dueAt = clock.now() + Math.min(retryMs * 2 ** (entry.tries - 1), LONGEST_DELAY)
    }
    onChanged()
  }

  return {
    add(piece) {
      if (pieces.has(piece.stanzaId)) return
      pieces.set(piece.stanzaId, { piece, tries: 0, dueAt: clock.now() })
      onChanged()
      void run()
    },
    has: stanzaId => pieces.has(stanzaId),
    get count() {
      return pieces.size
    },
    get isRetrying() {
      return [...pieces.values()].some(({ tries }) => tries > 0)
    },
    drop() {
      abort.abort()
      abort = new AbortController()
      cancelWake()
      pieces.clear()
    },
  }
}
