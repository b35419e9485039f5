import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { LeadId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { Db } from '../../db/database.ts'
import { createLogger } from '../../logging/logger.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import { readPerson, type StoredRow } from './person-file.sql.ts'
import { writePersonPage } from './person-page.ts'

const log = createLogger('privacy')

/** Letters that some system refuses in a name, or that lead out of the folder. */
const UNFIT = /[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu

/** Everything of a person as one archive, made while it is sent: whatever is large never stands in memory as a whole. */
export async function* writePersonArchive(
  { db, blobs }: { db: Db; blobs: Pick<BlobStore, 'read' | 'size'> },
  leadId: LeadId,
  told: { officeName: string; locale: Locale; timeZone: string; madeAt: number },
): AsyncGenerator<Uint8Array> {
  const person = readPerson(db, leadId)
  const { files, paths } = filesOf(person, blobs)
  const zip = new ZipFile()
  const output = zip.outputStream.pipe(new PassThrough())
  zip.on('error', error => output.destroy(error instanceof Error ? error : new Error(String(error))))
  const page = writePersonPage({ person, files: paths, ...told })
  const mtime = new Date(told.madeAt)
  zip.addBuffer(Buffer.from(JSON.stringify({ madeAt: mtime.toISOString(), ...person }, null, 2)), 'data.json', {
    mtime,
  })
  zip.addBuffer(Buffer.from(page), 'index.html', { mtime })
  for (const { sha256, path } of files) {
    zip.addReadStreamLazy(path, { mtime, compress: false }, callback => {
      callback(null, Readable.from(bytesOf(blobs, sha256)))
    })
  }
  zip.end()
  yield* output
}

async function* bytesOf(blobs: Pick<BlobStore, 'read'>, sha256: string): AsyncGenerator<Uint8Array> {
  const stored = await blobs.read(sha256).catch((error: unknown) => {
    // Deleted since it was listed: the archive is whole without it, and the page says which were there.
    log.warn({ error }, 'a file could not be put into an archive')
    return null
  })
  if (stored) yield* stored
}

function filesOf(person: Readonly<Record<string, readonly StoredRow[]>>, blobs: Pick<BlobStore, 'size'>) {
  const paths = new Map<string, string>()
  const files: { sha256: string; path: string }[] = []
  const taken = new Set<string>()
  for (const row of person['attachments'] ?? []) {
    const { id, sha256, name, removed_at: removedAt } = row
    if (typeof sha256 !== 'string' || removedAt !== null || blobs.size(sha256) === undefined) continue
    const path = freePath(
      taken,
      String(name || id)
        .replaceAll(UNFIT, '_')
        .slice(-120),
    )
    taken.add(path.toLowerCase())
    paths.set(String(id), path)
    files.push({ sha256, path })
  }
  return { files, paths }
}

function freePath(taken: ReadonlySet<string>, name: string): string {
  for (let count = 1; ; count += 1) {
    const path = count === 1 ? `files/${name}` : `files/${count}-${name}`
    if (!taken.has(path.toLowerCase())) return path
  }
}
