import type { z } from 'zod'
import type { Db } from '../db/database.ts'
import type { Logger } from '../logging/logger.ts'
import { type Backoff, DEFAULT_BACKOFF } from './backoff.ts'
import { describeSchedule, type Schedule } from './schedule.ts'

const DEFAULT_ATTEMPTS = 5
const DEFAULT_TIMEOUT = 2 * 60_000

/** What whoever asks for a job must know. Needs no service, so that a service can ask for the job that will call it. */
export interface JobKind<Schema extends z.ZodType = z.ZodType> {
  name: string
  /** What is kept on disk. It is parsed again before each run: the row may be of an older version. */
  data: Schema
  /** Jobs of one lane run one after another, oldest first; one that waits for its next attempt lets the others pass. */
  lane?: (data: z.output<Schema>) => string
}

export interface RunContext {
  /** Aborted when the time is up, or the program stops. A job must then end: the next of its lane may start. */
  signal: AbortSignal
  /** From 1. */
  attempt: number
  /** The process was killed during an earlier run of this job: what that run did to the outside is unknown. */
  wasInterrupted: boolean
  log: Logger
}

export interface JobFailure {
  error: unknown
  errorClass: string
}

export interface JobDefinition<Schema extends z.ZodType = z.ZodType> extends JobKind<Schema> {
  /** Default 5. Postponing with RetryAt and being killed do not count. */
  maxAttempts?: number
  backoff?: Backoff
  /** Default two minutes. */
  timeoutMs?: number
  /** Runs again and again, that long after the last run ended; the first time at once. */
  every?: number
  /** "HH:MM" in `timeZone`. */
  dailyAt?: string
  /** A cron pattern in `timeZone`. */
  cron?: string
  /** Default: the machine's. */
  timeZone?: string
  /** May run twice with the same data (a kill between the work and its note): make it idempotent. */
  run(data: z.output<Schema>, context: RunContext): Promise<unknown> | unknown
  /** Failed for good: note it where a person sees it. In the transaction that notes the failure of the job. */
  onGivenUp?(tx: Db, data: z.output<Schema>, failure: JobFailure): void
}

export interface Job<Schema extends z.ZodType = z.ZodType> extends JobDefinition<Schema> {
  maxAttempts: number
  backoff: Backoff
  timeoutMs: number
  schedule: Schedule | undefined
}

/** A job of any data; what is between it and its data is checked where the job is defined. */
// oxlint-disable-next-line typescript/no-explicit-any -- a job's data type stands in its parameters, so no common type but `any` takes all jobs
export type AnyJob = Job<any>

export function defineJobKind<Schema extends z.ZodType>(kind: JobKind<Schema>): JobKind<Schema> {
  return kind
}

export function defineJob<Schema extends z.ZodType>(definition: JobDefinition<Schema>): Job<Schema> {
  return {
    ...definition,
    maxAttempts: definition.maxAttempts ?? DEFAULT_ATTEMPTS,
    backoff: definition.backoff ?? DEFAULT_BACKOFF,
    timeoutMs: definition.timeoutMs ?? DEFAULT_TIMEOUT,
    schedule: describeSchedule(definition),
  }
}
