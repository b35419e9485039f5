/** What a recording of sound in a WebM file consists of. */
export interface RecordedSound {
  /** The identification header, as Ogg has it too (`OpusHead`). */
  readonly head: Uint8Array
  /** Encoded pieces, in their order. */
  readonly packets: readonly Uint8Array[]
}

const SEGMENT = 0x18538067
const TRACKS = 0x1654ae6b
const TRACK_ENTRY = 0xae
const CODEC_ID = 0x86
const CODEC_PRIVATE = 0x63a2
const CLUSTER = 0x1f43b675
const BLOCK_GROUP = 0xa0
const BLOCK = 0xa1
const SIMPLE_BLOCK = 0xa3
/** Elements that are gone into; how long they are need not be known, and a recording that goes on does not say it. */
const MASTERS: ReadonlySet<number> = new Set([SEGMENT, TRACKS, TRACK_ENTRY, CLUSTER, BLOCK_GROUP])
const LACING = 0x06

/** Reads the one Opus track of a WebM file as Chromium's MediaRecorder writes it. Throws when it is something else. */
export function readWebmPackets(file: Uint8Array): RecordedSound {
  let head: Uint8Array | undefined
  const packets: Uint8Array[] = []
  for (let place = 0; place < file.length; ) {
    const id = readNumber(file, place, { keepsMark: true })
    const size = readNumber(file, place + id.length, { keepsMark: false })
    const start = place + id.length + size.length
    if (MASTERS.has(id.value)) {
      place = start
      continue
    }
    // Cut off in the middle of a piece: what came before it is whole.
    if (start + size.value > file.length) break
    const content = file.subarray(start, start + size.value)
    if (id.value === CODEC_ID && new TextDecoder().decode(content) !== 'A_OPUS')
      throw new Error('The sound is not Opus')
    if (id.value === CODEC_PRIVATE) head = content
    if (id.value === SIMPLE_BLOCK || id.value === BLOCK) packets.push(packetOf(content))
    place = start + size.value
  }
  if (head === undefined || packets.length === 0) throw new Error('The recording has no sound')
  return { head, packets }
}

/** Before the sound stand the track's number, the time (two bytes) and the flags (one). */
function packetOf(block: Uint8Array): Uint8Array {
  const track = readNumber(block, 0, { keepsMark: false })
  const flags = block[track.length + 2] ?? 0
  if ((flags & LACING) !== 0) throw new Error('Several pieces in one block')
  return block.subarray(track.length + 3)
}

/** How many bytes it has is told by the zeros before its first one; ids keep that mark, sizes do not. */
function readNumber(
  bytes: Uint8Array,
  place: number,
  { keepsMark }: { keepsMark: boolean },
): { value: number; length: number } {
  const first = bytes[place] ?? 0
  const length = Math.clz32(first) - 23
  if (length > 8) throw new Error('Not a WebM file')
  let value = keepsMark ? first : first & (0xff >> length)
  for (let index = 1; index < length; index++) value = value * 256 + (bytes[place + index] ?? 0)
  return { value, length }
}
