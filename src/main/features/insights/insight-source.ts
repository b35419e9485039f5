import type { MetaConnectionId } from '#shared/domain/ids.ts'
import type { InsightLevel } from '#shared/domain/insight.ts'
import type { SyncProblem } from '#shared/domain/meta-sync.ts'
import type { AdThing } from '../ads/store-structure.ts'
import type { InsightAccount } from './accounts.ts'
import type { ReadRow } from './read-row.ts'

export interface InsightWindow {
  readonly level: InsightLevel
  readonly from: string
  readonly to: string
}

/** How a report is that Meta makes. */
export type ReportState = 'working' | 'done' | 'failed'

/** What this feature asks of Meta. Whatever goes wrong is thrown, and told apart by `read`. */
export interface InsightSource {
  isUsable(id: MetaConnectionId): boolean
  structure(account: InsightAccount, signal: AbortSignal): AsyncIterable<readonly AdThing[]>
  days(account: InsightAccount, window: InsightWindow, signal: AbortSignal): AsyncIterable<readonly ReadRow[]>
  /** For what is too much to be answered at once: answers with the report's id. */
  startReport(account: InsightAccount, window: InsightWindow, signal: AbortSignal): Promise<string>
  lookAtReport(account: InsightAccount, id: string, signal: AbortSignal): Promise<ReportState>
  reportDays(
    account: InsightAccount,
    id: string,
    level: InsightLevel,
    signal: AbortSignal,
  ): AsyncIterable<readonly ReadRow[]>
  /** How many people saw anything of the account in these days. */
  reach(account: InsightAccount, from: string, to: string): Promise<{ reach: number; impressions: number }>
  read(error: unknown): SourceProblem | null
}

export interface SourceProblem {
  readonly problem: SyncProblem
  /** Not before then, says Meta. */
  readonly retryAt: number | null
  /** It would be answered as a report, or for fewer days. */
  readonly isTooMuch: boolean
}
