/**
 * How a request to a provider can go wrong.
 *
 *   answer        that answer instead of its own
 *   drop-before   the connection breaks, and the provider never saw the request
 *   drop-after    the provider did what was asked, and its answer is lost
 *   hang          nothing is ever answered
 */
export type ProviderFault =
  | { kind: 'answer'; status: number; body: unknown; headers?: Record<string, string> }
  | { kind: 'drop-before' }
  | { kind: 'drop-after' }
  | { kind: 'hang' }

/** Planned by a part of `METHOD /path`; each happens once. */
export class ProviderFaults {
  readonly #planned: { where: string; fault: ProviderFault }[] = []

  plan(where: string, fault: ProviderFault): void {
    this.#planned.push({ where, fault })
  }

  take(request: string): ProviderFault | undefined {
    const index = this.#planned.findIndex(({ where }) => request.includes(where))
    return index === -1 ? undefined : this.#planned.splice(index, 1)[0]?.fault
  }
}
