import { z } from 'zod'
import type { InsightLevel, InsightSums } from '#shared/domain/insight.ts'
import { type Currency, digitsOf } from '#shared/domain/money.ts'
import { GraphId } from '../../graph/graph-json.ts'

/** A day of a thing, in our words. */
export interface ReadRow {
  readonly objectId: string
  readonly onDay: string
  readonly sums: InsightSums
}

/** Numbers come as texts, and what is nothing does not come at all. */
const Count = z.coerce.number().min(0).default(0).transform(Math.round)
const Decimal = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().regex(/^\d+(?:\.\d+)?$/u))
  .default('0')
const Actions = z
  .array(z.looseObject({ action_type: z.string(), value: z.union([z.string(), z.number().transform(String)]) }))
  .default([])

const Row = z.object({
  campaign_id: GraphId.optional(),
  adset_id: GraphId.optional(),
  ad_id: GraphId.optional(),
  date_start: z.iso.date(),
  spend: Decimal,
  impressions: Count,
  clicks: Count,
  inline_link_clicks: Count,
  actions: Actions,
  action_values: Actions,
})

// Several names for one thing, which overlap and are never added: the first that is there counts.
const LEADS = ['lead', 'onsite_conversion.lead_grouped', 'leadgen_grouped']
const CHATS = ['onsite_conversion.messaging_conversation_started_7d']
const PURCHASES = ['omni_purchase', 'purchase', 'offsite_conversion.fb_pixel_purchase']

/** Null: not to be read. */
export function readRow(
  raw: unknown,
  { level, accountId, currency }: { level: InsightLevel; accountId: string; currency: Currency },
): ReadRow | null {
  const parsed = Row.safeParse(raw)
  if (!parsed.success) return null
  const row = parsed.data
  const objectId = { account: accountId, campaign: row.campaign_id, adset: row.adset_id, ad: row.ad_id }[level]
  if (objectId === undefined) return null
  const value = pick(row.action_values, PURCHASES)
  return {
    objectId,
    onDay: row.date_start,
    sums: {
      spend: majorToMinor(row.spend, currency),
      impressions: row.impressions,
      clicks: row.clicks,
      linkClicks: row.inline_link_clicks,
      leads: Math.round(Number(pick(row.actions, LEADS))),
      chats: Math.round(Number(pick(row.actions, CHATS))),
      purchases: Math.round(Number(pick(row.actions, PURCHASES))),
      purchaseValue: /^\d+(?:\.\d+)?$/u.test(value) ? majorToMinor(value, currency) : 0,
    },
  }
}

function pick(actions: z.infer<typeof Actions>, types: readonly string[]): string {
  for (const type of types) {
    const found = actions.find(({ action_type: name }) => name === type)
    if (found) return found.value
  }
  return '0'
}

/** "412.35" of a currency with two digits is 41235: digit by digit, since no fraction of two is exact. */
export function majorToMinor(text: string, currency: Currency): number {
  const [whole = '0', fraction = ''] = text.split('.')
  const digits = digitsOf(currency)
  const padded = fraction.padEnd(digits + 1, '0')
  const roundsUp = (padded[digits] ?? '0') >= '5'
  return Number(`${whole}${padded.slice(0, digits)}`) + (roundsUp ? 1 : 0)
}

/** Of these Meta counts budgets in whole units, of all others in hundredths, whatever ISO 4217 says of them. */
const WHOLE_AT_META = new Set(['CLP', 'COP', 'CRC', 'HUF', 'ISK', 'IDR', 'JPY', 'KRW', 'PYG', 'TWD', 'VND'])

export function budgetToMinor(text: string | undefined, currency: Currency): number | null {
  const amount = Number(text ?? '')
  if (!Number.isSafeInteger(amount) || amount <= 0) return null
  return Math.round(amount * 10 ** (digitsOf(currency) - (WHOLE_AT_META.has(currency) ? 0 : 2)))
}
