import { type FileId, type MessageId, newId } from '#shared/domain/ids.ts'
import type { MediaKind } from '../../../simulators/whatsapp/media-store.ts'
import { atDesk, confirm, contentOf, type Desk, hashOf, type Rpc, restFor, unlessAborted } from '../desk.ts'
import type { Written } from '../ledger.ts'
import { keepWriting } from './talk.ts'

const KINDS: readonly { kind: MediaKind; mime: string; head: Buffer }[] = [
  { kind: 'image', mime: 'image/jpeg', head: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) },
  { kind: 'document', mime: 'application/pdf', head: Buffer.from('%PDF-1.7\n') },
  { kind: 'voice', mime: 'audio/ogg; codecs=opus', head: Buffer.from('OggS\0\x02') },
]
const LARGEST = 600_000
/** A server as slow as that is met in the middle by most kills. */
const SLOWNESS: readonly [number, number] = [50, 900]
const PIECES = 6
/** Files that the office uploads at the same time. */
const AT_ONCE = 3

/** Customers send pictures, documents and voices, over a media server that is slow and now and then refuses. */
export async function mediaIn(desk: Desk, signal: AbortSignal): Promise<void> {
  const { control, random, ledger, people } = desk
  await control.call('slowMedia', { ms: random.whole(...SLOWNESS) })
  const sending = async () => {
    while (!signal.aborted) {
      const { kind, mime, head } = random.pick(KINDS)
      const caption = `media in ${ledger.next()}`
      const bytes = contentOf(caption, random.whole(1, LARGEST), head)
      const captioned = kind === 'voice' ? {} : { caption }
      const content = { kind, mime, bytes: bytes.toString('base64'), fileName: `${caption}.pdf`, ...captioned }
      // A server that has it no more: the sender's phone is asked.
      if (random.chance(0.1)) await control.call('failMedia', { fault: random.pick(['404', '410'] as const) })
      const { id } = await control.call('sendMedia', { contact: random.pick(people), ...content })
      ledger.heard.set(id, { scene: 'media in', sha256: hashOf(bytes) })
      await restFor(random.whole(40, 500), signal)
    }
  }
  await Promise.all([sending(), sending(), keepWriting(desk, 'media in', signal, [200, 900])])
}

/** The office sends files: uploaded to the program piece by piece, and by it to a slow server. */
export async function mediaOut(desk: Desk, signal: AbortSignal, answering: Promise<void>): Promise<void> {
  const { control, random } = desk
  await control.call('slowMedia', { ms: random.whole(...SLOWNESS) })
  await Promise.all([
    keepWriting(desk, 'media out', signal, [200, 900]),
    answering.then(() =>
      atDesk(desk, signal, async rpc => {
        const sending = async () => {
          while (!signal.aborted) {
            await sendFile(desk, rpc, signal)
            await restFor(random.whole(10, 300), signal)
          }
        }
        await Promise.all(Array.from({ length: AT_ONCE }, sending))
      }),
    ),
  ])
}

async function sendFile(desk: Desk, rpc: Rpc, signal: AbortSignal): Promise<void> {
  const { office, random, ledger, chats } = desk
  const { id: conversationId, leadId } = random.pick(chats)
  const { mime, head } = random.pick(KINDS)
  const caption = `media out ${ledger.next()}`
  const bytes = contentOf(caption, random.whole(1, LARGEST), head)
  const uploadId = newId<FileId>()
  const file = { id: uploadId, leadId, purpose: 'message' as const, name: `${caption}.pdf`, mime, size: bytes.length }
  const { url } = await unlessAborted(rpc.files.startUpload(file), signal)
  const size = Math.ceil(bytes.length / PIECES)
  const pieces = Array.from({ length: PIECES }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
  const status = await unlessAborted(office.upload(url, pieces, random.whole(0, 40), signal), signal)
  if (status !== 204) throw new Error(`An upload was answered with ${status}`)
  await unlessAborted(rpc.files.finishUpload({ id: uploadId }), signal)
  const id = newId<MessageId>()
  const written: Written = { id, scene: 'media out', body: caption, sha256: hashOf(bytes), wasConfirmed: false }
  ledger.written.push(written)
  await confirm(written, rpc.messages.sendMedia({ id, conversationId, uploadId, caption, form: 'document' }), signal)
}
