import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BlobLimits, BlobStore, StoredBlob } from './blob-store.ts'
import { createFileBlobStore } from './file-blob-store.ts'

const ROOMY: BlobLimits = { maxBytes: 1_000_000 }
const keepNothing = (blob: StoredBlob) => blob

let folder: string
let blobs: BlobStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'santral-blobs-'))
  blobs = createFileBlobStore({ folder })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function* chunksOf(bytes: Uint8Array, length = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const put = (bytes: Uint8Array, limits = ROOMY) => blobs.put(chunksOf(bytes), limits, keepNothing)

async function readAll(sha256: string, range?: { start: number; end: number }): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await blobs.read(sha256, range)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const listAll = (store: BlobStore): Promise<string[]> => Readable.from(store.list()).toArray()

/** Every file of the store, whatever it is called. */
function filesOnDisk(): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => entry.name)
}

describe('the blob store', () => {
  it('keeps a content under its hash and gives it back, whole or in pieces', async () => {
    const bytes = randomBytes(25_000)
    const { sha256, size } = await put(bytes)
    expect([sha256, size]).toEqual([sha256Of(bytes), 25_000])
    expect(await readAll(sha256)).toEqual(bytes)
    expect(await readAll(sha256, { start: 10, end: 19 })).toEqual(bytes.subarray(10, 20))
    expect(blobs.size(sha256)).toBe(25_000)
    expect(await listAll(blobs)).toEqual([sha256])
  })

  it('keeps the same content once', async () => {
    const bytes = randomBytes(5_000)
    const [one, two] = await Promise.all([put(bytes), put(bytes)])
    expect(one).toEqual(two)
    expect(filesOnDisk()).toEqual([sha256Of(bytes)])
  })

  it('keeps nothing at all as a content, too', async () => {
    const { sha256 } = await put(new Uint8Array())
    expect(await readAll(sha256)).toHaveLength(0)
  })

  it('stops reading what is too large, and leaves nothing of it', async () => {
    let given = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += 1
        yield Buffer.alloc(1_000)
      }
    }
    await expect(blobs.put(endless(), { maxBytes: 10_000 }, keepNothing)).rejects.toMatchObject({ kind: 'too-large' })
    expect(given).toBe(11)
    expect(filesOnDisk()).toEqual([])
  })

  it('refuses what is not what it had to be, and leaves nothing of it', async () => {
    const bytes = randomBytes(5_000)
    const wrong = { kind: 'wrong-content' }
    await expect(put(bytes, { ...ROOMY, expectedSha256: '0'.repeat(64) })).rejects.toMatchObject(wrong)
    await expect(put(bytes, { ...ROOMY, expectedBytes: 5_001 })).rejects.toMatchObject(wrong)
    expect(filesOnDisk()).toEqual([])
    await put(bytes, { ...ROOMY, expectedSha256: sha256Of(bytes), expectedBytes: 5_000 })
    expect(filesOnDisk()).toHaveLength(1)
  })

  it('leaves nothing of a source that breaks off', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield randomBytes(5_000)
      throw new Error('the network is gone')
    }
    await expect(blobs.put(broken(), ROOMY, keepNothing)).rejects.toMatchObject({ kind: 'interrupted' })
    expect(filesOnDisk()).toEqual([])
  })

  it('takes a content back when its row cannot be written, unless another row had it before', async () => {
    const bytes = randomBytes(5_000)
    const cannotKeep = () => {
      throw new Error('no row')
    }
    await expect(blobs.put(chunksOf(bytes), ROOMY, cannotKeep)).rejects.toThrow('no row')
    expect(filesOnDisk()).toEqual([])
    await put(bytes)
    await expect(blobs.put(chunksOf(bytes), ROOMY, cannotKeep)).rejects.toThrow('no row')
    expect(filesOnDisk()).toEqual([sha256Of(bytes)])
  })

  it('gives a content its place in the very turn in which its row is written', async () => {
    const bytes = randomBytes(5_000)
    const sha256 = sha256Of(bytes)
    await put(bytes)
    // Somebody deletes it over and over while it is put again: it is there when its row is written, whoever was first.
    let isPutting = true
    const deleting = (async () => {
      while (isPutting) {
        blobs.delete(sha256)
        await new Promise<void>(resolve => setImmediate(resolve))
      }
    })()
    const wasThere = await blobs.put(chunksOf(bytes, 10), ROOMY, () => blobs.size(sha256) === bytes.length)
    isPutting = false
    await deleting
    expect(wasThere).toBe(true)
  })

  it('puts a whole content in the place of one that was damaged on the disk', async () => {
    const bytes = randomBytes(5_000)
    const { sha256 } = await put(bytes)
    truncateSync(join(folder, sha256.slice(0, 2), sha256), 100)
    await put(bytes)
    expect(await readAll(sha256)).toEqual(bytes)
  })

  it('says so when a content is not there', async () => {
    const sha256 = sha256Of(randomBytes(8))
    await expect(blobs.read(sha256)).rejects.toMatchObject({ kind: 'missing' })
    expect([blobs.size(sha256), blobs.delete(sha256)]).toEqual([undefined, false])
    const { sha256: kept } = await put(randomBytes(10))
    expect([blobs.delete(kept), blobs.size(kept), filesOnDisk()]).toEqual([true, undefined, []])
  })

  it('reaches nothing but contents', async () => {
    for (const name of ['../santral.db', 'ab/../../santral.db', '', 'x', '0'.repeat(63), '0'.repeat(63) + '/']) {
      expect(() => blobs.size(name)).toThrow('Not a hash')
      expect(() => blobs.delete(name)).toThrow('Not a hash')
      await expect(blobs.read(name)).rejects.toThrow('Not a hash')
    }
  })

  it('lists contents only, and clears what a killed process left half written', async () => {
    const { sha256 } = await put(randomBytes(10))
    mkdirSync(join(folder, 'partial'), { recursive: true })
    writeFileSync(join(folder, 'partial', 'half'), 'half')
    writeFileSync(join(folder, 'desktop.ini'), '')
    writeFileSync(join(folder, sha256.slice(0, 2), 'note.txt'), '')
    expect(await listAll(blobs)).toEqual([sha256])
    blobs.clearPartials()
    expect(filesOnDisk().toSorted()).toEqual([sha256, 'desktop.ini', 'note.txt'].toSorted())
    expect(await listAll(createFileBlobStore({ folder: join(folder, 'not yet') }))).toEqual([])
  })

  it.skipIf(process.platform === 'win32')('keeps everything for its owner only', async () => {
    const { sha256 } = await put(randomBytes(10))
    const shelf = join(folder, sha256.slice(0, 2))
    expect([statSync(shelf).mode & 0o777, statSync(join(shelf, sha256)).mode & 0o777]).toEqual([0o700, 0o600])
  })

  it('says so when the disk is full, leaves nothing, and goes on when there is space', async context => {
    const disk = join(folder, 'small-disk')
    mkdirSync(disk)
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', disk])
    context.skip(mount.status !== 0, 'only an administrator of Linux can make a small disk')
    try {
      const onSmallDisk = createFileBlobStore({ folder: disk })
      const putOn = (length: number) => onSmallDisk.put(chunksOf(randomBytes(length)), ROOMY, keepNothing)
      await expect(putOn(300_000)).rejects.toMatchObject({ kind: 'disk-full' })
      expect(await listAll(onSmallDisk)).toEqual([])
      await putOn(50_000)
      expect(await listAll(onSmallDisk)).toHaveLength(1)
    } finally {
      spawnSync('umount', [disk])
    }
  })
})
