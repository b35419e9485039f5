import { createHash } from 'node:crypto'
import { type FileHandle, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LOG_FILE } from './logger.ts'

const CHUNK = 64 * 1024
/** A page reads no more than this of the files, however rare what it looks for is. */
const MOST_READ = 2 * 1024 * 1024
/** What is longer is no line of ours. */
const LONGEST_LINE = 1024 * 1024
const NEWLINE = 10

/** A closed file carries the time it was closed at, and a number where several were closed in one second. */
const CLOSED_FILE = /^santral-\d{8}-\d{6}-\d+\.log$/u

export interface WrittenLine {
  /** Where it stands, as the place from which older lines are read. */
  readonly place: string
  readonly at: number
  readonly level: string
  readonly area: string
  readonly message: string
  readonly fields: Record<string, unknown>
  /** As it is written. */
  readonly text: string
}

export interface LogPart {
  readonly lines: WrittenLine[]
  /** Null when nothing older is left. */
  readonly next: string | null
  /** The time of the oldest line that was looked at. */
  readonly reachedAt: number | null
}

const Entry = z.looseObject({
  level: z.string(),
  time: z.iso.datetime({ offset: true }),
  area: z.string().default(''),
  msg: z.string().default(''),
})

/**
 * Reads the log backwards from its end or from `before`, chunk by chunk and never a whole file, until so many lines match or enough
 * was read.
 */
export async function readLog({
  folder,
  before,
  limit,
  matches,
}: {
  folder: string
  before: string | null
  limit: number
  matches: (line: WrittenLine) => boolean
}): Promise<LogPart> {
  const lines: WrittenLine[] = []
  const start = before === null ? null : decodePlace(before)
  let isFound = start === null
  let reachedAt: number | null = null
  let read = 0
  for (const name of await logFiles(folder)) {
    const file = await openIfThere(join(folder, name))
    if (!file) continue
    try {
      const mark = await markOf(file)
      // A file is renamed when it is full, so a place names it by how it begins.
      const isTheOne = start !== null && mark === start.mark
      if (!isFound && !isTheOne) continue
      const end = !isFound && isTheOne ? start.offset : (await file.stat()).size
      isFound = true
      for await (const { offset, text } of linesBackwards(file, end)) {
        const place = encodePlace({ mark, offset })
        const line = toLine(text, place)
        if (line) {
          reachedAt = line.at
          if (matches(line)) lines.push(line)
        }
        read += text.length
        if (lines.length >= limit || read >= MOST_READ) return { lines, next: place, reachedAt }
      }
    } finally {
      await file.close()
    }
  }
  return { lines, next: null, reachedAt }
}

/** The newest first. */
async function logFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const closed = names.filter(name => CLOSED_FILE.test(name))
  const inOrder = closed.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }))
  return names.includes(LOG_FILE) ? [LOG_FILE, ...inOrder] : inOrder
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  // Renamed or removed a moment ago.
  return open(path, 'r').catch(() => undefined)
}

/** A file's first line, in short: it stays the same while the file grows and is renamed, and no two begin alike. */
async function markOf(file: FileHandle): Promise<string> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(512), 0, 512, 0)
  const end = buffer.indexOf(NEWLINE)
  const first = buffer.subarray(0, end === -1 ? bytesRead : end)
  return createHash('sha256').update(first).digest('base64url').slice(0, 16)
}

/** Whole lines only: the last one may still be being written. */
async function* linesBackwards(file: FileHandle, end: number): AsyncGenerator<{ offset: number; text: string }> {
  let position = end
  let pending = Buffer.alloc(0)
  let isFirst = true
  while (position > 0) {
    const size = Math.min(CHUNK, position)
    position -= size
    const { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, size, position)
    // Shorter than it was: somebody cut it off.
    if (bytesRead < size) return
    pending = pending.length === 0 ? buffer : Buffer.concat([buffer, pending])
    let lineEnd = pending.length
    for (;;) {
      const newline = lineEnd === 0 ? -1 : pending.lastIndexOf(NEWLINE, lineEnd - 1)
      if (newline === -1) break
      const isUnfinished = isFirst && lineEnd === pending.length
      if (newline + 1 < lineEnd && !isUnfinished)
        yield { offset: position + newline + 1, text: pending.toString('utf8', newline + 1, lineEnd) }
      isFirst = false
      lineEnd = newline
    }
    pending = pending.subarray(0, lineEnd)
    if (pending.length > LONGEST_LINE) pending = Buffer.alloc(0)
  }
  if (pending.length > 0 && !isFirst) yield { offset: 0, text: pending.toString('utf8') }
}

function toLine(text: string, place: string): WrittenLine | undefined {
  try {
    const { level, time, area, msg, ...fields } = Entry.parse(JSON.parse(text))
    return { place, at: Date.parse(time), level, area, message: msg, fields, text }
  } catch {
    // Cut off by a full disk, or written by somebody else.
    return undefined
  }
}

const EncodedPlace = z.tuple([z.string(), z.number().int().min(0)])

function encodePlace({ mark, offset }: { mark: string; offset: number }): string {
  return Buffer.from(JSON.stringify([mark, offset])).toString('base64url')
}

/** A place that is not ours is in no file: nothing is older than it. */
function decodePlace(place: string): { mark: string; offset: number } {
  try {
    const [mark, offset] = EncodedPlace.parse(JSON.parse(Buffer.from(place, 'base64url').toString()))
    return { mark, offset }
  } catch {
    return { mark: '', offset: 0 }
  }
}
