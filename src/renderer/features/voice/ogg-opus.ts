import type { RecordedSound } from './webm-packets.ts'

const RATE = 48_000
/** About one second: a player finds its way by pages. */
const PACKETS_A_PAGE = 50
const SEGMENTS_A_PAGE = 255
const BEGINNING = 2
const END = 4
const VENDOR = 'Santral'

/**
 * The same sound in an Ogg file, which is what WhatsApp's voice messages are; Chromium records Opus, but into WebM only. Nothing is
 * encoded anew: packets change their wrapping (RFC 3533, RFC 7845).
 */
export function writeOggOpus({ head, packets }: RecordedSound, serial: number): Uint8Array<ArrayBuffer> {
  const pages = [
    page({ serial, number: 0, flags: BEGINNING, granule: 0, packets: [head] }),
    page({ serial, number: 1, flags: 0, granule: 0, packets: [tags()] }),
  ]
  let granule = 0
  let waiting: Uint8Array[] = []
  for (const [index, packet] of packets.entries()) {
    const isFull = waiting.length === PACKETS_A_PAGE || segmentsOf([...waiting, packet]) > SEGMENTS_A_PAGE
    if (isFull) {
      pages.push(page({ serial, number: pages.length, flags: 0, granule, packets: waiting }))
      waiting = []
    }
    waiting.push(packet)
    granule += samplesOf(packet)
    if (index === packets.length - 1) {
      pages.push(page({ serial, number: pages.length, flags: END, granule, packets: waiting }))
    }
  }
  return join(pages)
}

/** How long it sounds. What the head says to skip is not heard. */
export function secondsOf({ head, packets }: RecordedSound): number {
  const skipped = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint16(10, true)
  return Math.max(0, packets.reduce((sum, packet) => sum + samplesOf(packet), 0) - skipped) / RATE
}

/** A packet's first byte tells how long its frames are and, with the second, how many there are (RFC 6716, 3.1). */
function samplesOf(packet: Uint8Array): number {
  const [toc = 0, second = 0] = packet
  const count = [1, 2, 2, second & 0x3f][toc & 3] ?? 1
  return count * (frameMilliseconds(toc >> 3) * (RATE / 1_000))
}

function frameMilliseconds(config: number): number {
  if (config < 12) return [10, 20, 40, 60][config & 3] ?? 20
  if (config < 16) return [10, 20][config & 1] ?? 20
  return [2.5, 5, 10, 20][config & 3] ?? 20
}

function tags(): Uint8Array {
  const vendor = new TextEncoder().encode(VENDOR)
  const bytes = new Uint8Array(8 + 4 + vendor.length + 4)
  bytes.set(new TextEncoder().encode('OpusTags'))
  new DataView(bytes.buffer).setUint32(8, vendor.length, true)
  bytes.set(vendor, 12)
  return bytes
}

interface Page {
  readonly serial: number
  readonly number: number
  readonly flags: number
  /** Samples up to the end of this page. */
  readonly granule: number
  readonly packets: readonly Uint8Array[]
}

function page({ serial, number, flags, granule, packets }: Page): Uint8Array {
  const lengths = packets.flatMap(lacingOf)
  const header = new Uint8Array(27 + lengths.length)
  const view = new DataView(header.buffer)
  header.set(new TextEncoder().encode('OggS'))
  header[5] = flags
  view.setBigUint64(6, BigInt(Math.round(granule)), true)
  view.setUint32(14, serial, true)
  view.setUint32(18, number, true)
  header[26] = lengths.length
  header.set(lengths, 27)
  const bytes = join([header, ...packets])
  new DataView(bytes.buffer).setUint32(22, checksumOf(bytes), true)
  return bytes
}

/** A length is a row of 255s and what is left, which may be 0. */
function lacingOf({ length }: Uint8Array): number[] {
  return [...Array.from({ length: Math.floor(length / 255) }, () => 255), length % 255]
}

function segmentsOf(packets: readonly Uint8Array[]): number {
  return packets.reduce((sum, { length }) => sum + Math.floor(length / 255) + 1, 0)
}

const CHECKSUMS = Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24
  for (let bit = 0; bit < 8; bit++) rest = rest < 0 ? (rest << 1) ^ 0x04c11db7 : rest << 1
  return rest >>> 0
})

/** Ogg's own: neither turned round nor inverted. */
function checksumOf(bytes: Uint8Array): number {
  let sum = 0
  for (const byte of bytes) sum = ((sum << 8) ^ (CHECKSUMS[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return sum
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let place = 0
  for (const part of parts) {
    whole.set(part, place)
    place += part.length
  }
  return whole
}
