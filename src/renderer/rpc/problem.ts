import { ORPCError } from '@orpc/client'

/** Thrown instead of a transport's own words when the core cannot be reached. */
export class ConnectionLostError extends Error {
  constructor(options?: ErrorOptions) {
    super('The core cannot be reached', options)
    this.name = 'ConnectionLostError'
  }
}

/** A problem that the page found out without a procedure, under the code that words it. */
export class StatedProblem extends Error {
  readonly code: string
  readonly data: Problem['data']

  constructor(code: string, { data = {}, ...options }: ErrorOptions & { data?: Problem['data'] } = {}) {
    super(code, options)
    this.name = 'StatedProblem'
    this.code = code
    this.data = data
  }
}

/** What went wrong, as the page needs it: a code that the catalogue words, and the values its sentence shows. */
export interface Problem {
  readonly code: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Anything that was thrown, as a problem. What nobody declared is `UNEXPECTED` and carries the core's reference number. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ConnectionLostError) return { code: 'CONNECTION_LOST', data: {} }
  if (error instanceof StatedProblem) return { code: error.code, data: error.data }
  if (error instanceof ORPCError) {
    const data = isRecord(error.data) ? error.data : {}
    if (error.code === 'BAD_REQUEST') return { code: 'BAD_REQUEST', data }
    if (error.defined) return { code: error.code, data }
    return { code: 'UNEXPECTED', data }
  }
  return { code: 'UNEXPECTED', data: {} }
}

export function hasCode(error: unknown, code: string): boolean {
  return toProblem(error).code === code
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
