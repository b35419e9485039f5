/** Thrown by a job that knows that trying again is of no use. `reason` is a short key, not a sentence, and names nobody. */
export class GiveUp extends Error {
  override name = 'GiveUp'
  readonly reason: string

  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
  }
}

/** Thrown by a job that knows when it can go on (a rate limit, quiet hours, no link). Does not count as an attempt. */
export class RetryAt extends Error {
  override name = 'RetryAt'
  readonly at: number
  readonly reason: string

  constructor(at: number, reason: string) {
    super(reason)
    this.at = at
    this.reason = reason
  }
}

/** The run took longer than its job allows. */
export class JobTimeout extends Error {
  override name = 'JobTimeout'
}

/** The program stops and the run did not end in time. */
export class JobsStopped extends Error {
  override name = 'JobsStopped'
}

/** The kind of an error, safe to keep and to show: its code or its class, never its message. */
export function errorClassOf(error: unknown): string {
  if (error instanceof GiveUp || error instanceof RetryAt) return `${error.name}: ${error.reason}`
  const { code } = (error ?? {}) as { code?: unknown }
  const name = error instanceof Error ? error.name : typeof error
  return typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? `${name}: ${code}` : name
}
