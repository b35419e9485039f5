import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { createInflate } from 'node:zlib'
import type { proto } from '@whiskeysockets/baileys'
import { MediaProblem } from '#shared/domain/media-problem.ts'
import type { Clock } from '../../ports/clock.ts'
import { download, MEDIA_SERVER, mediaAddress } from './fetch-media.ts'
import { deriveMediaKeys, openMedia } from './media-cipher.ts'

type Notification = proto.Message.IHistorySyncNotification

const MEGABYTE = 1024 * 1024
/** Larger than any phone makes a piece; it is held in memory. */
const LARGEST = 64 * MEGABYTE
const LARGEST_INFLATED = 512 * MEGABYTE

/** Only the smallest pieces of a history come within their notification. */
export function isKeptOutside({ initialHistBootstrapInlinePayload, directPath }: Notification): boolean {
  return !initialHistBootstrapInlinePayload?.length && !!directPath
}

/**
 * A piece of history from WhatsApp's media server, as the phone has packed it. Baileys would ask whatever address it is told, look at
 * neither hash nor size, and bring the whole program down when the server breaks off. Throws MediaProblem.
 */
export async function fetchHistory(
  { directPath, mediaKey, fileSha256 }: Notification,
  { server, clock, signal }: { server: string | undefined; clock: Clock; signal: AbortSignal },
): Promise<Buffer> {
  if (!mediaKey?.length) throw new MediaProblem('wrong-content')
  const address = mediaAddress({ directPath: directPath ?? null }, server ?? MEDIA_SERVER)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of openMedia(download(address, clock, signal), deriveMediaKeys(mediaKey, 'History'))) {
    size += chunk.length
    if (size > LARGEST) throw new MediaProblem('wrong-content')
    chunks.push(chunk)
  }
  const packed = Buffer.concat(chunks)
  const isAsSaid = !fileSha256?.length || createHash('sha256').update(packed).digest().equals(fileSha256)
  if (!isAsSaid || !(await canBeUnpacked(packed))) throw new MediaProblem('wrong-content')
  return packed
}

async function canBeUnpacked(packed: Buffer): Promise<boolean> {
  let size = 0
  try {
    for await (const chunk of Readable.from([packed]).compose(createInflate()) as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > LARGEST_INFLATED) return false
    }
  } catch {
    return false
  }
  return true
}
