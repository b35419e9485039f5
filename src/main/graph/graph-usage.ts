import { z } from 'zod'

/** How much of a limit is used up, as an answer's headers tell. */
export interface UsageReading {
  readonly limit: 'app' | 'page' | 'account' | 'use-case'
  /** Of a business use case: `leadgen`, `ads_insights` … */
  readonly type: string | null
  /** What it is counted by: a business, page or ad account; null where it is whoever asked. */
  readonly id: string | null
  readonly percent: number
  /** In how long it is free again, where Meta says so. */
  readonly regainsInMs: number | null
}

const SECOND = 1_000
const MINUTE = 60 * SECOND

const percent = z.coerce.number().min(0).catch(0)
const CallUsage = z.object({ call_count: percent, total_time: percent, total_cputime: percent })
const AccountUsage = z.object({ acc_id_util_pct: percent, reset_time_duration: percent })
const InsightsUsage = z.object({ app_id_util_pct: percent, acc_id_util_pct: percent })
const UseCases = z.record(
  z.string(),
  z.array(CallUsage.extend({ type: z.string(), estimated_time_to_regain_access: percent })),
)

/** Every header may be missing, and none may break what it came with. */
export function readUsage(headers: Pick<Headers, 'get'>): UsageReading[] {
  const app = read(headers, 'x-app-usage', CallUsage)
  const page = read(headers, 'x-page-usage', CallUsage)
  const account = read(headers, 'x-ad-account-usage', AccountUsage)
  const insights = read(headers, 'x-fb-ads-insights-throttle', InsightsUsage)
  const useCases = read(headers, 'x-business-use-case-usage', UseCases) ?? {}
  const readings: UsageReading[] = []
  if (app) readings.push({ ...whoeverAsked, limit: 'app', percent: worst(app) })
  if (page) readings.push({ ...whoeverAsked, limit: 'page', percent: worst(page) })
  if (account)
    readings.push({
      ...whoeverAsked,
      limit: 'account',
      percent: account.acc_id_util_pct,
      // The only one that is told in seconds.
      regainsInMs: account.reset_time_duration > 0 ? account.reset_time_duration * SECOND : null,
    })
  if (insights)
    readings.push({
      ...whoeverAsked,
      limit: 'use-case',
      type: 'ads_insights',
      percent: Math.max(insights.app_id_util_pct, insights.acc_id_util_pct),
    })
  for (const [id, entries] of Object.entries(useCases)) {
    for (const { type, estimated_time_to_regain_access: minutes, ...usage } of entries) {
      const regainsInMs = minutes > 0 ? minutes * MINUTE : null
      readings.push({ limit: 'use-case', type, id, percent: worst(usage), regainsInMs })
    }
  }
  return readings
}

const whoeverAsked = { type: null, id: null, regainsInMs: null }

function worst(usage: z.infer<typeof CallUsage>): number {
  return Math.max(usage.call_count, usage.total_time, usage.total_cputime)
}

function read<Schema extends z.ZodType>(
  headers: Pick<Headers, 'get'>,
  name: string,
  schema: Schema,
): z.output<Schema> | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(headers.get(name) ?? 'null'))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
