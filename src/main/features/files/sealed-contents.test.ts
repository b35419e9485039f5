import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { BlobStore } from '../../ports/blob-store.ts'
import { openTestFiles, PDF, sha256Of, type TestFiles } from './testing/test-files.ts'

const CIPHER = 'aes-256-ctr'
const BLOCK = 16

/** Row E38: a store that keeps ciphertext only, made of the real one. Nobody above it may notice. */
function sealing(inner: BlobStore): BlobStore {
  const key = randomBytes(32)
  const sealed = new Map<string, { sha256: string; start: Buffer }>()
  const nameOf = (sha256: string) => sealed.get(sha256)?.sha256 ?? '0'.repeat(64)

  return {
    ...inner,
    async put(source, limits, keep) {
      const [hash, start] = [createHash('sha256'), randomBytes(BLOCK)]
      const cipher = createCipheriv(CIPHER, key, start)
      async function* seal() {
        for await (const chunk of source) {
          hash.update(chunk)
          yield cipher.update(chunk)
        }
      }
      return inner.put(
        seal(),
        { maxBytes: limits.maxBytes, expectedBytes: limits.expectedBytes },
        ({ sha256, size }) => {
          const plain = hash.digest('hex')
          sealed.set(plain, { sha256, start })
          return keep({ sha256: plain, size })
        },
      )
    },
    async read(sha256, range) {
      const { start = randomBytes(BLOCK) } = sealed.get(sha256) ?? {}
      const first = range?.start ?? 0
      const from = first - (first % BLOCK)
      const whole = await inner.read(nameOf(sha256), range && { start: from, end: range.end })
      const decipher = createDecipheriv(CIPHER, key, advanced(start, from / BLOCK))
      return Readable.from(open(whole))
      async function* open(stream: Readable) {
        let skip = first - from
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          const plain = decipher.update(chunk)
          yield plain.subarray(skip)
          skip = 0
        }
      }
    },
    size: sha256 => inner.size(nameOf(sha256)),
    delete: sha256 => inner.delete(nameOf(sha256)),
  }
}

function advanced(start: Buffer, blocks: number): Buffer {
  const counter = (BigInt(`0x${start.toString('hex')}`) + BigInt(blocks)) % 2n ** 128n
  return Buffer.from(counter.toString(16).padStart(BLOCK * 2, '0'), 'hex')
}

let office: TestFiles
beforeEach(async () => {
  office = await openTestFiles(sealing)
})
afterEach(() => office.close())

function onDisk(): Buffer[] {
  const entries = readdirSync(join(office.database.folder, 'files'), { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => readFileSync(join(entry.parentPath, entry.name)))
}

it('a store that keeps ciphertext only is noticed by nobody: upload, view, ranges, sending, deletion', async () => {
  const leadId = office.lead()
  const id = await office.add({ leadId, name: 'rapor.pdf' }, PDF)
  const { service, ofMessages } = office.files
  expect(onDisk()).toHaveLength(1)
  expect(onDisk()[0]?.includes('a page')).toBe(false)

  const { url } = await service.open(office.bearer, office.admin, { id, as: 'inline' })
  expect(await office.get(url)).toMatchObject({
    status: 200,
    body: PDF,
    headers: { 'Content-Type': 'application/pdf' },
  })
  const piece = await office.get(url, { range: 'bytes=100-131' })
  expect([piece.status, piece.body.equals(PDF.subarray(100, 132))]).toEqual([206, true])
  const sent = await ofMessages.contentOf(id)?.read()
  expect(Buffer.concat(await (sent ?? Readable.from([])).toArray()).equals(PDF)).toBe(true)
  expect(ofMessages.contentOf(id)?.sha256).toBe(sha256Of(PDF))

  await service.remove(office.admin, { id, version: 1 })
  await office.runJobs()
  await office.clock.advance(11 * 60_000)
  await office.runner.whenIdle()
  expect(onDisk()).toEqual([])
})
