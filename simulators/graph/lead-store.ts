export interface Lead {
  id: string
  /** Unix seconds. */
  createdAt: number
  adId: string | null
  isOrganic: boolean
  isTest: boolean
  platform: string
  fieldData: { name: string; values: string[] }[]
  disclaimerResponses: { checkbox_key: string; is_checked: string }[]
  /** `deleted` by a person, `expired` after Meta's ninety days: neither is told any more. */
  state: 'there' | 'deleted' | 'expired'
}

export interface LeadFilter {
  /** Unix seconds; inclusive. */
  from?: number
  /** Unix seconds; exclusive. */
  before?: number
}

/** Meta keeps a lead for ninety days. */
const KEPT_SECONDS = 90 * 86_400

/** The leads of one form, the newest last; told newest first, as Meta does. A hundred thousand of them are cheap. */
export class LeadStore {
  readonly #leads: Lead[] = []
  readonly #byId = new Map<string, Lead>()
  #tests = 0

  add(lead: Lead): void {
    this.#byId.set(lead.id, lead)
    if (lead.isTest) this.#tests += 1
    this.#leads.splice(this.#endOf(lead.createdAt), 0, lead)
  }

  find(id: string): Lead | undefined {
    return this.#byId.get(id)
  }

  get testLead(): Lead | undefined {
    return this.#tests === 0 ? undefined : this.#leads.find(lead => lead.isTest && lead.state === 'there')
  }

  /** Meta's own counts: they go up only, and know no test leads. */
  counts(now: number): { all: number; expired: number; organic: number } {
    const real = this.#leads.filter(lead => !lead.isTest)
    return {
      all: real.length,
      expired: real.filter(lead => isExpired(lead, now)).length,
      organic: real.filter(lead => lead.isOrganic).length,
    }
  }

  /** The newest that are there and not past their time. */
  newest(count: number, now: number): Lead[] {
    return this.page({}, null, count, now).leads
  }

  /**
   * So many places from behind the cursor on. What is not told any more leaves its place empty: a page may be short, or have nothing at
   * all, and still not be the last.
   */
  page(filter: LeadFilter, after: string | null, size: number, now: number): { leads: Lead[]; next: string | null } {
    const end = filter.before === undefined ? this.#leads.length : this.#startOf(filter.before)
    const start = filter.from === undefined ? 0 : this.#startOf(filter.from)
    let from = end
    if (after !== null) {
      const lead = this.#byId.get(after)
      from = lead ? Math.min(end, this.#leads.lastIndexOf(lead)) : end
    }
    const to = Math.max(start, from - size)
    const places = this.#leads.slice(to, from).toReversed()
    const leads = places.filter(lead => lead.state === 'there' && !isExpired(lead, now))
    return { leads, next: to > start ? (places.at(-1)?.id ?? null) : null }
  }

  /** The first place with that second or a later one. */
  #startOf(createdAt: number): number {
    let [low, high] = [0, this.#leads.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#leads[middle]?.createdAt ?? 0) < createdAt) low = middle + 1
      else high = middle
    }
    return low
  }

  #endOf(createdAt: number): number {
    return this.#startOf(createdAt + 1)
  }
}

function isExpired(lead: Lead, now: number): boolean {
  return lead.state === 'expired' || lead.createdAt + KEPT_SECONDS < now
}
