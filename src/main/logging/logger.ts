import { join } from 'node:path'
import { type Logger as PinoLogger, pino } from 'pino'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'
import { maskText, redact } from './redact.ts'

export type Logger = PinoLogger
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

export const LOG_FILE = 'santral.log'

/** Whose details are told for a while, whatever the level: of one area, or of all. */
export interface Details {
  readonly area: string | null
}

const sinks = new Set<{ write(line: string): unknown }>()
const loggers = new Map<string, Logger>()
const levels = new Map<string, LogLevel>()
let commonLevel: LogLevel = 'silent'
let details: Details | null = null

// Facts, not people: everything passes the redaction, and nothing that is logged may ever break what logs it.
const root = pino(
  {
    base: null,
    timestamp: () => `,"time":"${localIsoTime(new Date())}"`,
    formatters: {
      level: label => ({ level: label }),
      log: fields => redact(fields) as Record<string, unknown>,
    },
    serializers: { err: error => error },
    hooks: {
      logMethod(parameters, method) {
        try {
          const [first, ...others] = parameters as unknown[]
          const safe = others.map(other => (typeof other === 'string' ? maskText(other) : redact(other)))
          if (first instanceof Error)
            method.apply(this, [{ error: first }, ...(safe.length > 0 ? safe : ['error'])] as never)
          else method.apply(this, [typeof first === 'string' ? maskText(first) : first, ...safe] as never)
        } catch {
          // A line that cannot be written is lost; the work goes on.
        }
      },
    },
  },
  {
    write(line: string) {
      for (const sink of sinks) {
        try {
          sink.write(line)
        } catch {
          // The same: a full disk must not stop the office.
        }
      }
    },
  },
)

// Fields that a child always tells pass the redaction as well: pino's own formatter for them is not passed on to grandchildren.
const makeChild = root.child
root.child = function child(this: Logger, fields: object, options?: never) {
  return makeChild.call(this, redact(fields) as object, options)
} as typeof root.child

/** The log of one area ("whatsapp", "jobs"). Silent until `startLogging` says where lines go. */
export function createLogger(area: string): Logger {
  const existing = loggers.get(area)
  if (existing) return existing
  const logger = root.child({ area }, { level: levelOf(area) })
  loggers.set(area, logger)
  return logger
}

/** Changes how much is told at run time: everywhere, or in one area only. A child made before keeps the level it had. */
export function setLogLevel(level: LogLevel, area?: string): void {
  if (area !== undefined) levels.set(area, level)
  else {
    commonLevel = level
    levels.clear()
  }
  applyLevels()
}

/** Tells debug lines too, on top of the level that is set; null ends it. */
export function tellDetails(wanted: Details | null): void {
  details = wanted
  applyLevels()
}

/** The areas that have a log so far, in the order of the alphabet. */
export function logAreas(): string[] {
  return [...loggers.keys()].toSorted()
}

function applyLevels(): void {
  for (const [area, logger] of loggers) logger.level = levelOf(area)
}

function levelOf(area: string): LogLevel {
  const level = levels.get(area) ?? commonLevel
  // What is silent has nowhere to write to.
  if (details === null || level === 'silent' || level === 'trace') return level
  return details.area === null || details.area === area ? 'debug' : level
}

/**
 * Sends the log to files in `folder` (five megabytes each, ten kept) and, for a host without a window, to standard error, whose
 * lines are the same JSON.
 */
export function startLogging({
  folder,
  level,
  toStandardError = false,
}: {
  folder?: string
  level: LogLevel
  toStandardError?: boolean
}): { stop(): Promise<void> } {
  const own: { write(line: string): unknown }[] = []
  let file: RotatingFileStream | undefined
  if (folder !== undefined) {
    file = createStream(numberedLogFile, { path: folder, size: '5M', maxFiles: 10 })
    // Without a listener an error of the stream (disk full, folder gone) would end the process.
    file.on('error', () => {})
    file.on('warning', () => {})
    own.push(file)
  }
  if (toStandardError) own.push({ write: line => process.stderr.write(line) })
  for (const sink of own) sinks.add(sink)
  setLogLevel(level)
  return {
    async stop() {
      for (const sink of own) sinks.delete(sink)
      if (sinks.size === 0) setLogLevel('silent')
      if (!file || file.destroyed) return
      const stream = file
      await new Promise<void>(resolve => {
        stream.once('close', resolve)
        stream.once('error', () => resolve())
        stream.end(() => resolve())
      })
    },
  }
}

export function logsFolder(dataFolder: string): string {
  return join(dataFolder, 'logs')
}

export function logFile(folder: string): string {
  return join(folder, LOG_FILE)
}

/** The newest is always `santral.log`; older ones carry the time they were closed at and a number. */
function numberedLogFile(time: number | Date, index?: number): string {
  if (!(time instanceof Date)) return LOG_FILE
  const closedAt = time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return `santral-${closedAt}-${index ?? 1}.log`
}

/** ISO-8601 with the PC's own offset (row D15), so that a line can be laid beside what a person saw on the clock. */
function localIsoTime(time: Date): string {
  const offset = -time.getTimezoneOffset()
  const local = new Date(time.getTime() + offset * 60_000).toISOString().slice(0, -1)
  const hours = String(Math.trunc(Math.abs(offset) / 60)).padStart(2, '0')
  const minutes = String(Math.abs(offset) % 60).padStart(2, '0')
  return `${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`
}
