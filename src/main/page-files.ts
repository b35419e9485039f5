import { extname, join, sep } from 'node:path'

/** Without this type a browser refuses to run a module or to use a font. */
const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

export interface PageFile {
  path: string
  contentType: string
}

/**
 * Which file of the page's folder an address means; undefined when it means none that may be served. An address without a file
 * ending is a place inside the page, which the page itself finds.
 */
export function findPageFile(folder: string, address: string): PageFile | undefined {
  const segments = readSegments(address)
  if (!segments) return undefined
  const isPlaceInThePage = extname(segments.at(-1) ?? '') === ''
  const path = isPlaceInThePage ? join(folder, 'index.html') : join(folder, ...segments)
  // The segments cannot lead out of the folder; this holds even if that is ever got wrong.
  if (!path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return undefined
  const contentType = contentTypes[extname(path).toLowerCase()]
  return contentType === undefined ? undefined : { path, contentType }
}

function readSegments(address: string): string[] | undefined {
  const url = URL.parse(address)
  if (!url) return undefined
  try {
    const segments = url.pathname.split('/').filter(Boolean).map(decodeURIComponent)
    return segments.every(isPlainName) ? segments : undefined
  } catch {
    return undefined
  }
}

/** Decoded only now, so `..%2f` has become what it is. A colon would name a drive or a stream on Windows. */
function isPlainName(segment: string): boolean {
  return !segment.startsWith('.') && !/[/\\:\0]/.test(segment)
}
