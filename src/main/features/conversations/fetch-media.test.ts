import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { MessageId } from '#shared/domain/ids.ts'
import { MediaProblem, type MediaProblemKind } from '#shared/domain/media-problem.ts'
import { BlobProblem } from '../../ports/blob-store.ts'
import type { ChannelMedia } from '../channels/channel.ts'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

const JPEG = Buffer.from(`\xff\xd8\xff\xe0${'a picture '.repeat(500)}`, 'latin1')
const photo: ChannelMedia = {
  ...{ kind: 'image', mime: 'image/jpeg', name: null, size: JPEG.length, seconds: null },
  ...{ width: 640, height: 480, waveform: null, thumbnail: null },
}
const RAW = Buffer.from('the provider’s form')

let inbox: TestInbox
beforeEach(() => {
  inbox = openTestInbox()
})
afterEach(() => inbox.close())

/** What the server does at each try; after the last it gives the picture. */
function serve(...tries: (MediaProblemKind | Buffer)[]): { asked: Buffer[] } {
  const asked: Buffer[] = []
  inbox.channel.media.fetch = raw => {
    asked.push(Buffer.from(raw))
    const next = tries.shift() ?? JPEG
    async function* content() {
      if (typeof next === 'string') throw new MediaProblem(next)
      yield next
    }
    return { sha256: createHash('sha256').update(JPEG).digest('hex'), content: content() }
  }
  return { asked }
}

function receivePhoto(over: { isHistory?: boolean; size?: number } = {}): MessageId {
  const { size, ...rest } = over
  const media = { ...photo, ...(size === undefined ? {} : { size }) }
  inbox.receive(inbox.text('', { kind: 'image', media, raw: RAW, ...rest }))
  const [message] = inbox.all.messages()
  if (!message) throw new Error('there is no message')
  return message.id
}

const attachmentOf = async (id: MessageId) => (await inbox.messages.get(inbox.admin, id)).attachment
const contents = () => {
  const folder = join(inbox.database.folder, 'files')
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  } catch {
    return []
  }
}

/** Lets the jobs run until the file rests in a state. */
async function untilState(id: MessageId, state: string, waits = 60): Promise<void> {
  for (let turn = 0; turn < waits; turn += 1) {
    if ((await attachmentOf(id))?.state === state) return
    await new Promise(resolve => setImmediate(resolve))
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  expect((await attachmentOf(id))?.state).toBe(state)
}

it('a content comes by itself and is kept under its hash', async () => {
  serve()
  const id = receivePhoto()
  expect(await attachmentOf(id)).toMatchObject({ state: 'pending', width: 640, size: JPEG.length })
  inbox.startRunner()
  await untilState(id, 'ready')
  expect(contents()).toHaveLength(1)
  expect(inbox.heard()).toContain('message.changed')
})

it('the same message again fetches nothing again', async () => {
  const { asked } = serve()
  const fact = inbox.text('', { kind: 'image', media: photo, raw: RAW })
  inbox.receive(fact, fact)
  inbox.startRunner()
  const [message] = inbox.all.messages()
  await untilState(message?.id as MessageId, 'ready')
  inbox.receive(fact)
  expect(asked).toHaveLength(1)
})

it('a broken download is tried again after a while, and again', async () => {
  const { asked } = serve('network', 'network')
  const id = receivePhoto()
  inbox.startRunner()
  const file = await attachmentOf(id)
  for (const wait of [10_000, 60_000]) {
    await expect.poll(() => file && inbox.files.find(file.id)?.nextTryAt).toBe(inbox.clock.now() + wait)
    expect(await attachmentOf(id)).toMatchObject({ state: 'pending', error: 'network' })
    await inbox.clock.advance(wait)
  }
  await untilState(id, 'ready')
  expect(await attachmentOf(id)).toMatchObject({ error: null })
  expect(asked).toHaveLength(3)
})

it('a server that falls silent half way is asked again', async () => {
  serve('stalled')
  const id = receivePhoto()
  inbox.startRunner()
  await expect.poll(() => attachmentOf(id)).toMatchObject({ state: 'pending', error: 'stalled' })
  await inbox.clock.advance(10_000)
  await untilState(id, 'ready')
})

it('a full disk keeps the message, says so, and the content comes when there is space', async () => {
  serve()
  const { put } = inbox.blobs
  inbox.blobs.put = () => Promise.reject(new BlobProblem('disk-full'))
  const id = receivePhoto()
  inbox.startRunner()
  await expect.poll(() => attachmentOf(id)).toMatchObject({ state: 'pending', error: 'disk-full' })
  expect(await inbox.messages.get(inbox.admin, id)).toMatchObject({ kind: 'image', deletedAt: null })
  inbox.blobs.put = put
  await inbox.clock.advance(10 * 60_000)
  await untilState(id, 'ready')
  expect(await attachmentOf(id)).toMatchObject({ error: null })
})

it('tells how much of a content has come, now and then', async () => {
  inbox.channel.media.fetch = () => ({ sha256: createHash('sha256').update(JPEG).digest('hex'), content: slowly() })
  async function* slowly() {
    for (let at = 0; at < JPEG.length; at += 100) {
      await inbox.clock.advance(100)
      yield JPEG.subarray(at, at + 100)
    }
  }
  const id = receivePhoto()
  inbox.startRunner()
  await untilState(id, 'ready')
  const file = await attachmentOf(id)
  const told = inbox.published.flatMap(({ event }) => (event.type === 'file.progress' ? [event] : []))
  expect(told.every(({ fileId, messageId }) => fileId === file?.id && messageId === id)).toBe(true)
  const shares = told.map(({ share }) => share)
  expect(shares.length).toBeGreaterThan(5)
  expect(shares.length).toBeLessThan(JPEG.length / 100 / 3)
  expect(shares).toEqual(shares.toSorted((one, other) => one - other))
  expect(Math.max(...shares)).toBeLessThanOrEqual(1)
})

it('a document without words is told by its name, in the list and when it is read', async () => {
  serve()
  const media = { ...photo, kind: 'document', mime: 'application/pdf', name: 'rapor.pdf' } as const
  inbox.receive(inbox.text('', { kind: 'document', media, raw: RAW }))
  expect(inbox.all.conversations()[0]).toMatchObject({ lastMessageKind: 'document', lastMessagePreview: 'rapor.pdf' })
  const [message] = inbox.all.messages()
  if (!message) throw new Error('there is no message')
  await inbox.conversations.markRead(inbox.admin, message.conversationId, message.id)
  expect(inbox.all.conversations()[0]).toMatchObject({ lastMessagePreview: 'rapor.pdf' })
  inbox.receive(inbox.text('Sonuçlar burada', { kind: 'document', media, raw: RAW }))
  expect(inbox.all.conversations()[0]).toMatchObject({ lastMessagePreview: 'Sonuçlar burada' })
})

it('another content than the sender said is not kept, and given up after three tries', async () => {
  const wrong = Buffer.from('something else')
  serve(wrong, wrong, wrong)
  const id = receivePhoto()
  inbox.startRunner()
  const file = await attachmentOf(id)
  for (const wait of [10_000, 60_000]) {
    await expect.poll(() => file && inbox.files.find(file.id)?.nextTryAt).toBe(inbox.clock.now() + wait)
    await inbox.clock.advance(wait)
  }
  await untilState(id, 'failed')
  expect(contents()).toEqual([])
})

it('an address that is not the channel’s is given up at once', async () => {
  serve('refused-address')
  const id = receivePhoto()
  inbox.startRunner()
  await untilState(id, 'failed')
  expect(await attachmentOf(id)).toMatchObject({ error: 'refused-address' })
})

it('what says that it is too large is not even begun', async () => {
  const { asked } = serve()
  const id = receivePhoto({ size: 101 * 1024 * 1024 })
  inbox.startRunner()
  await untilState(id, 'failed')
  expect(await attachmentOf(id)).toMatchObject({ error: 'too-large' })
  expect(asked).toEqual([])
})

it('what grows too large on its way is stopped', async () => {
  const block = Buffer.alloc(8 * 1024 * 1024)
  let given = 0
  inbox.channel.media.fetch = () => ({
    sha256: null,
    content: (async function* () {
      for (;;) {
        given += block.length
        yield block
      }
    })(),
  })
  const id = receivePhoto()
  inbox.startRunner()
  await untilState(id, 'failed', 2_000)
  expect(await attachmentOf(id)).toMatchObject({ error: 'too-large' })
  expect(given).toBeLessThan(130 * 1024 * 1024)
  expect(contents()).toEqual([])
})

it('what the server has no more is asked of the phone, and fetched from its new place', async () => {
  const { asked } = serve('gone')
  const renewed = Buffer.from('a new form')
  const questions: unknown[] = []
  inbox.channel.media.askPhone = async message => {
    questions.push(message)
    return renewed
  }
  const id = receivePhoto()
  inbox.startRunner()
  await untilState(id, 'ready')
  expect(asked).toEqual([RAW, renewed])
  expect(questions).toMatchObject([{ externalId: 'M1', direction: 'in', peer: { phone: PHONE } }])
  expect(inbox.messageOf(id)?.raw).toEqual(renewed)
})

it('what the phone has deleted too rests until somebody asks, and comes then', async () => {
  serve('gone')
  const id = receivePhoto()
  inbox.startRunner()
  await untilState(id, 'expired')
  expect(await attachmentOf(id)).toMatchObject({ error: 'gone' })
  expect(await inbox.messages.fetchMedia(inbox.admin, id)).toMatchObject({ attachment: { state: 'pending' } })
  await untilState(id, 'ready')
})

it('of an old message the phone is asked only when somebody wants it', async () => {
  serve('gone', 'gone')
  let questions = 0
  inbox.channel.media.askPhone = async () => {
    questions += 1
    return RAW
  }
  const id = receivePhoto({ isHistory: true })
  inbox.startRunner()
  await untilState(id, 'expired')
  expect(questions).toBe(0)
  await inbox.messages.fetchMedia(inbox.admin, id)
  await untilState(id, 'ready')
  expect(questions).toBe(1)
})

/** A server that begins and then says nothing more; tells when it was asked. */
function serveForEver(): Promise<void> {
  const begun = Promise.withResolvers<void>()
  inbox.channel.media.fetch = (_raw, signal) => ({
    sha256: null,
    content: (async function* () {
      yield JPEG.subarray(0, 100)
      begun.resolve()
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('killed'))))
    })(),
  })
  return begun.promise
}

it('a program that was killed in the middle begins again at its next start', async () => {
  const begun = serveForEver()
  const id = receivePhoto()
  const runner = inbox.startRunner()
  await begun
  expect(await attachmentOf(id)).toMatchObject({ state: 'transferring' })
  await runner.drain(0)
  serve()
  inbox.startRunner()
  await untilState(id, 'ready')
  expect(contents()).toHaveLength(1)
})

it('kills in the middle are no attempts: after many of them a failing network is as patient as ever', async () => {
  const id = receivePhoto()
  for (let kill = 0; kill < 8; kill += 1) {
    const begun = serveForEver()
    const runner = inbox.startRunner()
    await begun
    await runner.drain(0)
  }
  const { asked } = serve('network')
  inbox.startRunner()
  await untilState(id, 'pending')
  expect(asked).toHaveLength(1)
  await inbox.clock.advance(10_000)
  await untilState(id, 'ready')
})

it('a message that is deleted for everybody takes its content along', async () => {
  serve()
  const id = receivePhoto()
  inbox.startRunner()
  await untilState(id, 'ready')
  const peer = { phone: PHONE, lid: null }
  inbox.receive({ kind: 'deleted', externalId: 'M1', direction: 'in', peer, at: inbox.clock.now() })
  expect(await inbox.messages.get(inbox.admin, id)).toMatchObject({ attachment: null, body: '' })
})

it('a reaction stands with its message, the newest of each side, until it is taken back', async () => {
  inbox.receive(inbox.text('Teşekkürler'))
  const [message] = inbox.all.messages()
  const id = message?.id as MessageId
  const peer = { phone: PHONE, lid: null }
  const react = (emoji: string | null, at: number, from: 'in' | 'out' = 'in') =>
    inbox.receive({ kind: 'reaction', externalId: message?.externalId ?? '', from, peer, emoji, at })
  const reactions = async () => (await inbox.messages.get(inbox.admin, id)).reactions
  react('👍', 1)
  react('❤️', 3)
  react('😂', 2)
  react('🙏', 4, 'out')
  expect(await reactions()).toMatchObject([
    { emoji: '❤️', from: 'customer' },
    { emoji: '🙏', from: 'office' },
  ])
  react(null, 5)
  react('👍', 4)
  expect(await reactions()).toMatchObject([{ emoji: '🙏' }])
})
