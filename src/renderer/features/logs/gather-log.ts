import type { LogFilter } from '#shared/contract/logs.ts'
import { rpc } from '../../rpc/api.ts'
import { toLogText } from './log-text.ts'

const PAGE = 200
/** About ten megabytes: what a mail takes, and more than anybody reads. */
const MOST_LINES = 50_000

/** Everything that the filter lets through, the oldest first, page by page: so that the files are never read at once. */
export async function gatherLog(
  filter: LogFilter,
  {
    timeZone,
    signal,
    onProgress,
  }: { timeZone: string | undefined; signal: AbortSignal; onProgress: (lines: number) => void },
): Promise<string> {
  const texts: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof rpc.logs.list>> = await rpc.logs.list(
      { ...filter, cursor, limit: PAGE },
      { signal },
    )
    texts.push(...page.items.map(line => toLogText(line, timeZone)))
    cursor = page.nextCursor
    onProgress(texts.length)
  } while (cursor !== null && texts.length < MOST_LINES)
  return `${texts.toReversed().join('\n')}\n`
}
