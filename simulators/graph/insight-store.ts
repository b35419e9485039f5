/** What was delivered of one ad on one day of its account's calendar. Money in the smallest unit of the account's currency. */
export interface DeliveredDay {
  spend: number
  impressions: number
  reach: number
  clicks: number
  linkClicks: number
  leads: number
  chats: number
  purchases: number
  purchaseValue: number
}

export const NOTHING_DELIVERED: DeliveredDay = {
  spend: 0,
  impressions: 0,
  reach: 0,
  clicks: 0,
  linkClicks: 0,
  leads: 0,
  chats: 0,
  purchases: 0,
  purchaseValue: 0,
}

/** A report that was asked for and is made while it is looked at. */
export interface InsightReport {
  id: string
  accountId: string
  params: [string, string][]
  /** How often somebody has looked. */
  looks: number
  isFailing: boolean
}

/** All figures of the simulated Meta: of ads and days, everything else is added up from them. */
export class InsightStore {
  readonly #days = new Map<string, Map<string, DeliveredDay>>()
  readonly reports = new Map<string, InsightReport>()
  /** More rows than that are refused as too much at a time; null: never. */
  mostRows: number | null = null
  /** The next reports that fail. */
  failingReports = 0

  set(adId: string, on: string, day: DeliveredDay | null): void {
    const days = this.#days.get(adId) ?? new Map<string, DeliveredDay>()
    this.#days.set(adId, days)
    if (day === null) days.delete(on)
    else days.set(on, day)
  }

  of(adId: string, on: string): DeliveredDay | undefined {
    return this.#days.get(adId)?.get(on)
  }

  /** In the order of the calendar. */
  between(adId: string, from: string, to: string): [string, DeliveredDay][] {
    return [...(this.#days.get(adId) ?? [])]
      .filter(([on]) => on >= from && on <= to)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
  }
}

/** Money as Meta writes it: major units, with as many digits as the currency has. */
export function toMajor(amount: number, currency: string): string {
  const digits = { JPY: 0, KRW: 0, CLP: 0, KWD: 3, BHD: 3, JOD: 3 }[currency] ?? 2
  return digits === 0 ? String(amount) : (amount / 10 ** digits).toFixed(digits)
}
