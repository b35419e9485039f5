import type { LogFilter, LogLevel, LogLine } from '#shared/contract/logs.ts'
import { foldText } from '#shared/domain/fold-text.ts'
import { readLog, type WrittenLine } from '../../logging/read-log.ts'

const GRAVITY: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }

/** Lines of the log files as a person asks for them, the newest first. */
export async function listLines(
  folder: string,
  { cursor, limit, ...filter }: LogFilter & { cursor: string | null; limit: number },
): Promise<{ items: LogLine[]; nextCursor: string | null; reachedAt: number | null }> {
  const { lines, next, reachedAt } = await readLog({ folder, before: cursor, limit, matches: matcherOf(filter) })
  return { items: lines.map(toLogLine), nextCursor: next, reachedAt }
}

function matcherOf({ level, area, text, from, until }: LogFilter): (line: WrittenLine) => boolean {
  const wanted = foldText(text)
  return line =>
    GRAVITY[toLevel(line.level)] >= GRAVITY[level] &&
    (area === null || line.area === area) &&
    (from === null || line.at >= from) &&
    (until === null || line.at < until) &&
    (wanted === '' || foldText(line.text).includes(wanted))
}

function toLogLine({ place, at, level, area, message, fields }: WrittenLine): LogLine {
  return { id: place, at, level: toLevel(level), area, message, fields }
}

function toLevel(written: string): LogLevel {
  switch (written) {
    case 'trace':
    case 'debug':
      return 'debug'
    case 'warn':
      return 'warn'
    case 'error':
    case 'fatal':
      return 'error'
    default:
      return 'info'
  }
}
