import type { ErrorWords } from './meta-error.ts'

/**
 * How a request can go wrong.
 *
 *   error      refused as Meta refuses, with any code of its table; `asOk` sends the error with HTTP 200
 *   html       a page instead of JSON, with that status
 *   garbage    JSON that is not of the shape
 *   half       the answer breaks off in the middle
 *   drop       the connection breaks before a byte has come
 *   hang       nothing is ever answered
 *   redirect   to a sign-in page, as a hotel's network does
 */
export type Fault =
  | ({ kind: 'error'; asOk?: boolean } & ErrorWords)
  | { kind: 'html'; status: number }
  | { kind: 'garbage' }
  | { kind: 'half' }
  | { kind: 'drop' }
  | { kind: 'hang' }
  | { kind: 'redirect' }

interface Planned {
  /** A part of the path below the version, such as `/leads`; empty: every request. */
  path: string
  method: string | null
  fault: Fault
  /** Null: always. */
  remaining: number | null
}

/** The switches by which a test makes the simulated Meta misbehave. Everything is off until asked for. */
export class Faults {
  latencyMs = 0
  /** Sent with every answer to a path that contains the key. */
  readonly usage: { path: string; headers: Record<string, string> }[] = []
  mostPerPage: number | null = null
  /** Long ids are sent as numbers, which lose their last digits where they are read as such. */
  sendsNumericIds = false
  readonly #planned: Planned[] = []

  plan({
    path,
    method,
    fault,
    times,
  }: {
    path: string
    method: string | null
    fault: Fault
    times: number | null
  }): void {
    this.#planned.push({ path, method, fault, remaining: times })
  }

  take(method: string, path: string): Fault | undefined {
    const index = this.#planned.findIndex(
      planned => `/${path}`.includes(planned.path) && (planned.method === null || planned.method === method),
    )
    const planned = this.#planned[index]
    if (!planned) return undefined
    if (planned.remaining !== null) {
      planned.remaining -= 1
      if (planned.remaining <= 0) this.#planned.splice(index, 1)
    }
    return planned.fault
  }

  clear(): void {
    this.latencyMs = 0
    this.usage.length = 0
    this.mostPerPage = null
    this.sendsNumericIds = false
    this.#planned.length = 0
  }
}
