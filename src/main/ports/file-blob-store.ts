import { createHash, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BlobLimits, BlobProblem, type BlobStore, type StoredBlob } from './blob-store.ts'

const SHA256 = /^[0-9a-f]{64}$/u
/** Every content is in one of 256 folders, named by the first two letters of its hash. */
const SHELF = /^[0-9a-f]{2}$/u
const PARTIALS = 'partial'

/** Contents as files of one folder: `ab/abcd…`, each named by its hash. */
export function createFileBlobStore({ folder }: { folder: string }): BlobStore {
  const partials = join(folder, PARTIALS)

  function placeOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new Error('Not a hash of a content')
    return join(folder, sha256.slice(0, 2), sha256)
  }

  return {
    async put(source, limits, keep) {
      await mkdir(partials, { recursive: true, mode: 0o700 })
      const partial = join(partials, randomUUID())
      try {
        const blob = await writePartial(partial, source, limits)
        const place = placeOf(blob.sha256)
        const firstMade = await mkdir(dirname(place), { recursive: true, mode: 0o700 })
        if (firstMade !== undefined) syncFolder(folder)
        return placeAndKeep(partial, place, blob, keep)
      } catch (error) {
        await rm(partial, { force: true })
        throw isDiskFull(error) ? new BlobProblem('disk-full', { cause: error }) : error
      }
    },

    async read(sha256, range) {
      let file: FileHandle
      try {
        file = await open(placeOf(sha256))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new BlobProblem('missing', { cause: error })
        throw error
      }
      return file.createReadStream(range && { start: range.start, end: range.end })
    },

    size: sha256 => statSync(placeOf(sha256), { throwIfNoEntry: false })?.size,

    delete(sha256) {
      const place = placeOf(sha256)
      if (statSync(place, { throwIfNoEntry: false }) === undefined) return false
      rmSync(place)
      return true
    },

    async *list() {
      for (const shelf of await namesIn(folder)) {
        if (!SHELF.test(shelf)) continue
        yield* (await namesIn(join(folder, shelf))).filter(name => SHA256.test(name))
      }
    },

    clearPartials: () => rmSync(partials, { recursive: true, force: true }),
  }
}

/** On the disk, with its hash known, but without a name yet. */
async function writePartial(
  partial: string,
  source: AsyncIterable<Uint8Array>,
  { maxBytes, expectedSha256, expectedBytes }: BlobLimits,
): Promise<StoredBlob> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(partial, 'wx', 0o600)
  try {
    for await (const chunk of readOrInterrupt(source)) {
      size += chunk.byteLength
      if (size > maxBytes) throw new BlobProblem('too-large')
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    const sha256 = hash.digest('hex')
    if (expectedSha256 !== undefined && expectedSha256 !== sha256) throw new BlobProblem('wrong-content')
    if (expectedBytes !== undefined && expectedBytes !== size) throw new BlobProblem('wrong-content')
    await file.sync()
    return { sha256, size }
  } finally {
    await file.close()
  }
}

/** Tells a source that breaks off from a disk that does. */
async function* readOrInterrupt(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source
  } catch (error) {
    throw new BlobProblem('interrupted', { cause: error })
  }
}

/** Nothing here waits: see BlobStore.put. A file of that name with another size is a damaged one, and gives way. */
function placeAndKeep<Result>(
  partial: string,
  place: string,
  blob: StoredBlob,
  keep: (blob: StoredBlob) => Result,
): Result {
  const found = statSync(place, { throwIfNoEntry: false })
  if (found?.size === blob.size) rmSync(partial)
  else {
    renameSync(partial, place)
    syncFolder(dirname(place))
  }
  try {
    return keep(blob)
  } catch (error) {
    if (found === undefined) rmSync(place, { force: true })
    throw error
  }
}

/** A new name is on the disk only when its folder is. Windows does so by itself and cannot be asked to. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}

function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')
}
