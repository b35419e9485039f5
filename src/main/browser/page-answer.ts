import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { findPageFile } from '../page-files.ts'

/** The build lays these beside a file that gains by it, best first. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const

interface Page {
  content: Buffer
  etag: string
}

/**
 * Answers with the built pages, all of which are read once, at start: the page then always fits the core that serves it, also while
 * an update replaces the files under a program that runs.
 */
export function createPageAnswer(folder: string) {
  const pages = readFolder(folder)

  /** False when there is no such file. */
  return function answer(request: IncomingMessage, response: ServerResponse): boolean {
    const file = findPageFile(folder, `http://page${request.url ?? '/'}`)
    const plain = file && pages.get(file.path)
    if (!file || !plain) return false
    const { page, encoding } = chooseCopy(pages, file.path, request.headers['accept-encoding']) ?? { page: plain }
    // Hashed names never change their content; everything else is asked for again.
    const isHashed = file.path.startsWith(join(folder, 'assets'))
    const headers = {
      'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: page.etag,
      Vary: 'Accept-Encoding',
    }
    if (request.headers['if-none-match'] === page.etag) {
      response.writeHead(304, headers).end()
      return true
    }
    response.writeHead(200, {
      ...headers,
      'Content-Type': file.contentType,
      'Content-Length': page.content.length,
      ...(encoding ? { 'Content-Encoding': encoding } : {}),
    })
    response.end(request.method === 'HEAD' ? undefined : page.content)
    return true
  }
}

function chooseCopy(pages: ReadonlyMap<string, Page>, path: string, accepted: string | string[] | undefined) {
  const names = String(accepted ?? '').split(/[\s,;]+/u)
  for (const { name, ending } of ENCODINGS) {
    const page = names.includes(name) ? pages.get(path + ending) : undefined
    if (page) return { page, encoding: name }
  }
  return undefined
}

function readFolder(folder: string): Map<string, Page> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return new Map(
    files.map(entry => {
      const path = join(entry.parentPath, entry.name)
      const content = readFileSync(path)
      return [path, { content, etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"` }]
    }),
  )
}
