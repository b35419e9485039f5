import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { OutgoingAttachment, OutgoingMessage } from '../outbox/sender.ts'

/** Few mail servers take more, and base64 makes a third more of it. */
export const LARGEST_MAIL = 18 * 1024 * 1024

export interface FromWhom {
  readonly fromName: string
  readonly fromAddress: string
  readonly replyTo: string | null
}

/** A content that the mail was to carry is not there any more, or there is too much of it. */
export class CannotCompose extends Error {
  override name = 'CannotCompose'
  readonly kind: 'attachment-missing' | 'too-large'

  constructor(kind: CannotCompose['kind']) {
    super(kind)
    this.kind = kind
  }
}

/** The whole mail as bytes, before anybody is connected to: whatever is wrong with it is wrong before anything could leave. */
export async function composeMail(
  { clock, blobs }: { clock: Clock; blobs: Pick<BlobStore, 'read' | 'size'> },
  from: FromWhom,
  message: OutgoingMessage,
): Promise<Buffer> {
  const sizes = message.attachments.map(({ sha256 }) => (sha256 === null ? 0 : blobs.size(sha256)))
  if (sizes.includes(undefined)) throw new CannotCompose('attachment-missing')
  if (sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) > LARGEST_MAIL) throw new CannotCompose('too-large')
  const attachments = await Promise.all(
    message.attachments.map(async attachment => ({
      filename: attachment.name,
      contentType: attachment.mime,
      content: await contentOf(blobs, attachment),
    })),
  )
  const composer = new MailComposer({
    from: { name: from.fromName, address: from.fromAddress },
    to: message.address,
    ...(from.replyTo !== null && { replyTo: from.replyTo }),
    subject: message.subject ?? '',
    text: message.body,
    ...(message.html !== null && { html: message.html }),
    date: new Date(clock.now()),
    messageId: messageIdOf(message.id, from.fromAddress),
    attachments,
    // Nothing of what an office writes may make this program read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}

/** The same for the same message: who gets it twice after all may see it once. */
export function messageIdOf(id: string, fromAddress: string): string {
  const name = createHash('sha256').update(id).digest('hex').slice(0, 32)
  return `<${name}@${fromAddress.split('@')[1]}>`
}

async function contentOf(blobs: Pick<BlobStore, 'read'>, { sha256, content }: OutgoingAttachment): Promise<Buffer> {
  if (sha256 === null) return Buffer.from(content ?? '')
  const chunks: Buffer[] = []
  for await (const chunk of await blobs.read(sha256)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
