import { z } from 'zod'
import { backoffDelay } from '../jobs/backoff.ts'
import type { Clock } from '../ports/clock.ts'
import { wakeIn } from '../ports/wake-in.ts'
import type { GraphAccess } from './graph-access.ts'
import { createGraphLimits, type GraphQuota } from './graph-limits.ts'
import { GraphError, type GraphProblem, silentProblem, type UndatedProblem } from './graph-problem.ts'
import { askGraph, type GraphAnswer, type GraphMethod, type GraphParams } from './graph-request.ts'
import type { UsageReading } from './graph-usage.ts'
import { GRAPH_URL } from './graph-version.ts'
import type { RequestLog } from './request-log.ts'

const TRIES = 5
const BACKOFF = { firstMs: 1_000, longestMs: 30_000 }
export const DEFAULT_TIMEOUT = 30_000
const DEFAULT_PAGE = 100

export interface GraphCall {
  access: GraphAccess
  /** Below the version: `me/accounts`, `9001/leads`. */
  path: string
  /** Lists and objects are written as JSON. */
  params?: GraphParams
  /** Whose limits it counts under. */
  quota?: GraphQuota
  signal?: AbortSignal
  timeoutMs?: number
  /** A person waits for it: it is neither repeated nor slowed down, and they may ask again. */
  isAwaited?: boolean
  /** Stands in the list of requests instead of the path: where the path names a person's entry. */
  loggedAs?: string
}

/**
 * Everything that this program asks of Meta goes through here. Answers are parsed; whatever goes wrong is a GraphError (or the reason of
 * the aborted signal). Reading is repeated where the same request may succeed some moments later; nothing that creates or changes ever
 * is: Meta knows no key under which a repetition would be one.
 *
 * A limit that is used up is never waited for in here: the problem says until when, and a job postpones itself.
 */
export interface GraphClient {
  get<Schema extends z.ZodType>(call: GraphCall & { answer: Schema }): Promise<z.output<Schema>>
  post<Schema extends z.ZodType>(call: GraphCall & { answer: Schema }): Promise<z.output<Schema>>
  delete(call: GraphCall): Promise<void>
  /**
   * A list page by page, to its end: only the absence of `next` is that, a short or an empty page is not. Asks for half as much at a time
   * where Meta says that it is too much. With `z.unknown()` one strange item does not spoil its page.
   */
  pages<Schema extends z.ZodType>(
    call: GraphCall & { item: Schema; limit?: number },
  ): AsyncGenerator<z.output<Schema>[]>
}

const Done = z.object({ success: z.literal(true) })

export function createGraphClient({
  clock,
  requestLog,
  baseUrl = GRAPH_URL,
  random = Math.random,
}: {
  clock: Clock
  requestLog: RequestLog
  /** Another than Meta's own only for a simulator on this machine. */
  baseUrl?: string | undefined
  random?: () => number
}): GraphClient {
  const limits = createGraphLimits({ clock })

  /** Waits where a limit comes near; throws where it is used up. */
  async function admit({ access, quota, isAwaited = false, signal }: GraphCall): Promise<void> {
    const admission = limits.admit(access.countedAs, quota, isAwaited)
    if (admission.kind === 'pause')
      throw new GraphError({
        ...silentProblem(null),
        kind: 'rate-limited',
        limit: admission.limit,
        retryAt: admission.until,
      })
    if (admission.kind === 'slow') await wait(clock, admission.waitMs, signal)
  }

  /** Once: with what the answer says of the limits, and noted. */
  async function askOnce(method: GraphMethod, call: GraphCall, attempt: number): Promise<unknown> {
    await admit(call)
    const { access, path, params = {}, quota, signal, timeoutMs = DEFAULT_TIMEOUT, loggedAs } = call
    const at = clock.now()
    const answer = await askGraph({ baseUrl, clock, method, path, params, access, signal, timeoutMs })
    limits.note(access.countedAs, quota, answer.usage)
    const problem = 'problem' in answer.result ? datedProblem(call, answer.result.problem) : undefined
    requestLog.note({
      at,
      durationMs: Math.max(0, clock.now() - at),
      method,
      path: loggedAs ?? path,
      attempt,
      problem: problem?.kind ?? null,
      status: answer.status,
      code: problem?.code ?? null,
      subcode: problem?.subcode ?? null,
      traceId: problem?.fbtraceId ?? null,
      servedVersion: answer.servedVersion,
      ...fullest(answer.usage),
    })
    if (problem) throw new GraphError(problem)
    return (answer.result as Extract<GraphAnswer['result'], { body: unknown }>).body
  }

  function datedProblem({ access, quota }: GraphCall, problem: UndatedProblem): GraphProblem {
    if (problem.kind !== 'rate-limited') return problem
    return { ...problem, retryAt: limits.noteRefused(access.countedAs, quota, problem.limit) }
  }

  async function ask<Schema extends z.ZodType>(
    method: GraphMethod,
    call: GraphCall,
    answer: Schema,
  ): Promise<z.output<Schema>> {
    const tries = method === 'GET' && call.isAwaited !== true ? TRIES : 1
    for (let attempt = 1; ; attempt += 1) {
      try {
        return parsed(answer, await askOnce(method, call, attempt))
      } catch (error) {
        if (!(error instanceof GraphError) || !error.problem.isRetryable || attempt >= tries) throw error
        await wait(clock, backoffDelay(BACKOFF, attempt, random), call.signal)
      }
    }
  }

  return {
    get: ({ answer, ...call }) => ask('GET', call, answer),
    post: ({ answer, ...call }) => ask('POST', call, answer),
    async delete(call) {
      await ask('DELETE', call, Done)
    },

    async *pages({ item, limit = DEFAULT_PAGE, ...call }) {
      const Page = z.object({
        data: z.array(item),
        paging: z
          .object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() })
          .optional(),
      })
      let size = limit
      let after: string | undefined
      for (;;) {
        const params = { ...call.params, limit: size, after }
        const page = await ask('GET', { ...call, params }, Page).catch((error: unknown) => {
          if (size > 1 && error instanceof GraphError && error.problem.kind === 'too-much-data') return undefined
          throw error
        })
        if (page === undefined) {
          size = Math.floor(size / 2)
          continue
        }
        yield page.data
        // `next` itself is not followed: it carries the token in its address.
        if (page.paging?.next === undefined) return
        const next = page.paging.cursors?.after
        if (next === undefined || next === after) throw unexpected('paging')
        after = next
      }
    },
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  // Where it is, never what stands there: it may be a person's.
  throw unexpected(
    result.error.issues[0]?.path.map(part => (typeof part === 'number' ? '#' : String(part))).join('.') ?? '',
  )
}

function unexpected(where: string): GraphError {
  return new GraphError({ ...silentProblem(200), kind: 'unexpected-answer', where })
}

function fullest(usage: readonly UsageReading[]) {
  const worst = usage.toSorted((a, b) => b.percent - a.percent)[0]
  return { usagePercent: worst?.percent ?? null, usageOf: worst ? (worst.type ?? worst.limit) : null }
}

async function wait(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  const waiting = Promise.withResolvers<void>()
  const cancel = wakeIn(clock, ms, waiting.resolve)
  const stop = () => waiting.reject(signal?.reason)
  signal?.addEventListener('abort', stop, { once: true })
  try {
    await waiting.promise
  } finally {
    cancel()
    signal?.removeEventListener('abort', stop)
  }
}
