import { type Db, transact } from '../../db/database.ts'

/** Somebody who keeps writes in memory until the next commit, and answers reads from them meanwhile. */
export interface PendingWrites {
  /** Writes them, inside the transaction. */
  write(): void
  /** Forgets them: they are on the disk, or the attempt was given up and the disk is right as it is. */
  clear(isWritten: boolean): void
}

/**
 * What came in and what moved a ratchet is written together, many stanzas at a time, because the disk's own commit costs as much as
 * everything else. What makes that safe: no frame leaves before everything that was noted before it is on the disk. So nothing is
 * acknowledged that could be lost, and no ciphertext exists for anybody else whose ratchet might be used again.
 */
export interface GroupCommit {
  join(writes: PendingWrites): void
  /** Something is pending: it is written within milliseconds, or at the next `flush`. */
  note(): void
  /** For what somebody else stores: frames wait until the answer is called. */
  hold(): () => void
  /** Lets a frame leave now, or as soon as nothing is pending. */
  whenWritten(leave: () => void): void
  /** Writes what is pending. Never throws: a failure drops the frames that waited, and is told to `onFailed`. */
  flush(): void
  /** The line is gone: its frames go nowhere. */
  dropFrames(): void
  /** The database closes: what comes now is not acknowledged, and comes again. */
  stop(): void
}

const SHORTEST_REST = 8
const LONGEST_REST = 20

export function createGroupCommit({ db, onFailed }: { db: Db; onFailed: (error: unknown) => void }): GroupCommit {
  const members: PendingWrites[] = []
  let frames: (() => void)[] = []
  let isPending = false
  let held = 0
  let isStopped = false
  /** How long the last commit took, and when it was done. */
  let lastTook = 0
  let lastEnded = 0

  function flush(): void {
    if (!isPending) return
    isPending = false
    const began = performance.now()
    try {
      transact(db, () => {
        for (const member of members) member.write()
      })
    } catch (error) {
      frames = []
      for (const member of members) member.clear(false)
      onFailed(error)
      return
    }
    lastEnded = performance.now()
    lastTook = lastEnded - began
    for (const member of members) member.clear(true)
    release()
  }

  /** At the end of this turn of the event loop. In a burst later: many go together, and a slow disk takes a third of the time at most. */
  function plan(): void {
    const rest = Math.min(lastEnded + Math.max(2 * lastTook, SHORTEST_REST) - performance.now(), LONGEST_REST)
    if (rest < 1) setImmediate(flush)
    else setTimeout(flush, rest)
  }

  function release(): void {
    if (isPending || held > 0) return
    const leaving = frames
    frames = []
    for (const leave of leaving) leave()
  }

  return {
    join: writes => void members.push(writes),
    note() {
      if (isPending || isStopped) return
      isPending = true
      plan()
    },
    hold() {
      held += 1
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        held -= 1
        release()
      }
    },
    whenWritten(leave) {
      if (isStopped) return
      if (isPending || held > 0) frames.push(leave)
      else leave()
    },
    flush,
    dropFrames() {
      frames = []
    },
    stop() {
      flush()
      isStopped = true
    },
  }
}
