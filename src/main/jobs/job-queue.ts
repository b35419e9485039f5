import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { newId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../db/database.ts'
import type { Clock } from '../ports/clock.ts'
import type { JobKind } from './define-job.ts'
import { jobs } from './schema.ts'

export interface EnqueueOptions {
  /** Not before; default: now. */
  runAt?: number
  /** While a job of this name and key is pending, this one joins it (the earlier time counts). */
  key?: string
}

/** What services ask for jobs with. The job is a row in the caller's transaction: it exists if and only if the caller's work does. */
export interface JobQueue {
  /** Returns the id of the job, or of the pending one that it joined. */
  enqueue<Schema extends z.ZodType>(
    tx: Db,
    kind: JobKind<Schema>,
    data: z.input<Schema>,
    options?: EnqueueOptions,
  ): string
  /** Takes back a job that has not started. Says whether there was one. */
  cancel(tx: Db, kind: JobKind, key: string): boolean
  /** Calls back after each commit that added work. Returns the stop. */
  onEnqueued(listener: () => void): () => void
}

export function createJobQueue({ clock }: { clock: Clock }): JobQueue {
  const listeners = new Set<() => void>()

  function announce(): void {
    for (const listener of [...listeners]) listener()
  }

  return {
    enqueue(db, kind, data, { runAt, key } = {}) {
      const now = clock.now()
      const parsed = kind.data.parse(data)
      return transact(db, tx => {
        afterCommit(tx, announce)
        const dueAt = runAt ?? now
        const pending = key === undefined ? undefined : findPending(tx, kind.name, key)
        if (pending) {
          if (dueAt < pending.runAt)
            tx.update(jobs).set({ runAt: dueAt, updatedAt: now }).where(eq(jobs.id, pending.id)).run()
          return pending.id
        }
        const id = newId()
        tx.insert(jobs)
          .values({
            id,
            name: kind.name,
            // Kept as given, not as parsed: it is parsed before each run.
            data: JSON.stringify(data ?? null),
            state: 'pending',
            lane: kind.lane?.(parsed) ?? null,
            key: key ?? null,
            runAt: dueAt,
            isFixedTime: runAt !== undefined,
            attempts: 0,
            interruptions: 0,
            createdAt: now,
            updatedAt: now,
          })
          .run()
        return id
      })
    },
    cancel(db, kind, key) {
      return db.delete(jobs).where(isPending(kind.name, key)).run().changes > 0
    },
    onEnqueued(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function isPending(name: string, key: string) {
  return and(eq(jobs.name, name), eq(jobs.key, key), eq(jobs.state, 'pending'))
}

function findPending(db: Db, name: string, key: string) {
  return db.select({ id: jobs.id, runAt: jobs.runAt }).from(jobs).where(isPending(name, key)).get()
}
