import { describe, expect, it } from 'vitest'
import { secondsOf, writeOggOpus } from './ogg-opus.ts'
import { readWebmPackets } from './webm-packets.ts'

/** `OpusHead`, version 1, one channel, 312 samples to skip, 48 kHz. */
const HEAD = Uint8Array.from([...letters('OpusHead'), 1, 1, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0])
/** A frame of 20 ms. */
const TOC = 0xfc

function letters(text: string): number[] {
  return [...new TextEncoder().encode(text)]
}

function packet(length: number, fill: number): Uint8Array {
  return Uint8Array.from([TOC, ...Array.from({ length: length - 1 }, () => fill)])
}

function element(id: number[], content: readonly number[]): number[] {
  return [...id, 0x10 | (content.length >> 24), ...[16, 8, 0].map(bits => (content.length >> bits) & 0xff), ...content]
}

const unknownLength = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]

/** As Chromium records: a segment and clusters that do not say how long they are. */
function webm(packets: readonly Uint8Array[], codec = 'A_OPUS', flags = 0x80): Uint8Array {
  const track = element(
    [0xae],
    [...element([0xd7], [1]), ...element([0x86], letters(codec)), ...element([0x63, 0xa2], [...HEAD])],
  )
  return Uint8Array.from([
    ...element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], letters('webm'))),
    ...[0x18, 0x53, 0x80, 0x67, ...unknownLength],
    ...element([0x15, 0x49, 0xa9, 0x66], element([0x4d, 0x80], letters('Chrome'))),
    ...element([0x16, 0x54, 0xae, 0x6b], track),
    ...[0x1f, 0x43, 0xb6, 0x75, ...unknownLength],
    ...element([0xe7], [0]),
    ...packets.flatMap((one, index) => element([0xa3], [0x81, index >> 8, index & 0xff, flags, ...one])),
  ])
}

interface ReadPage {
  flags: number
  granule: number
  number: number
  packets: Uint8Array[]
}

/** An independent reading of what was written, with the checksum computed bit by bit. */
function readPages(file: Uint8Array): ReadPage[] {
  const pages: ReadPage[] = []
  for (let place = 0; place < file.length; ) {
    const view = new DataView(file.buffer, place)
    expect(new TextDecoder().decode(file.subarray(place, place + 4))).toBe('OggS')
    const count = file[place + 26]!
    const lacing = [...file.subarray(place + 27, place + 27 + count)]
    const end = place + 27 + count + lacing.reduce((sum, one) => sum + one, 0)
    const whole = file.slice(place, end)
    whole.fill(0, 22, 26)
    expect(view.getUint32(22, true)).toBe(checksum(whole))
    const packets: Uint8Array[] = []
    let from = place + 27 + count
    let length = 0
    for (const one of lacing) {
      length += one
      if (one === 255) continue
      packets.push(file.slice(from, from + length))
      from += length
      length = 0
    }
    expect(length).toBe(0)
    pages.push({
      flags: file[place + 5]!,
      granule: Number(view.getBigUint64(6, true)),
      number: view.getUint32(18, true),
      packets,
    })
    place = end
  }
  return pages
}

function checksum(bytes: Uint8Array): number {
  let sum = 0n
  for (const byte of bytes) {
    sum ^= BigInt(byte) << 24n
    for (let bit = 0; bit < 8; bit++) sum = (sum << 1n) ^ (sum & 0x80000000n ? 0x104c11db7n : 0n)
  }
  return Number(sum)
}

describe('a recording in WebM', () => {
  it('is read packet by packet', () => {
    const packets = [packet(3, 1), packet(300, 2), packet(1, 0)]
    const sound = readWebmPackets(webm(packets))
    expect([...sound.head]).toEqual([...HEAD])
    expect(sound.packets.map(one => [...one])).toEqual(packets.map(one => [...one]))
  })

  it('that was cut off keeps what came before', () => {
    const whole = webm([packet(100, 1), packet(100, 2)])
    expect(readWebmPackets(whole.subarray(0, whole.length - 10)).packets).toHaveLength(1)
  })

  it.each([
    ['another codec', webm([packet(3, 1)], 'A_VORBIS')],
    ['no sound', webm([])],
    ['several pieces in one block', webm([packet(3, 1)], 'A_OPUS', 0x82)],
    ['another file', Uint8Array.from([0, 1, 2, 3])],
  ])('with %s is refused', (_what, file) => {
    expect(() => readWebmPackets(file)).toThrow()
  })
})

describe('the same sound in Ogg', () => {
  it('has its head and its tags on pages of their own, then the packets as they were', () => {
    const packets = [packet(3, 1), packet(255, 2), packet(600, 3), packet(1, 0)]
    const pages = readPages(writeOggOpus({ head: HEAD, packets }, 7))
    expect(pages.map(({ flags, number }) => [flags, number])).toEqual([
      [2, 0],
      [0, 1],
      [4, 2],
    ])
    expect([...pages[0]!.packets[0]!]).toEqual([...HEAD])
    expect(new TextDecoder().decode(pages[1]!.packets[0]).slice(0, 8)).toBe('OpusTags')
    expect(pages[2]!.packets.map(one => [...one])).toEqual(packets.map(one => [...one]))
    expect(pages[2]!.granule).toBe(4 * 960)
  })

  it('goes on over many pages, each of which says how far it is', () => {
    const packets = Array.from({ length: 120 }, (_, index) => packet(80, index))
    const pages = readPages(writeOggOpus({ head: HEAD, packets }, 7)).slice(2)
    expect(pages.map(({ granule }) => granule)).toEqual([50 * 960, 100 * 960, 120 * 960])
    expect(pages.map(({ flags }) => flags)).toEqual([0, 0, 4])
    expect(pages.flatMap(one => one.packets)).toHaveLength(120)
  })

  it('never has more pieces on a page than a page can count', () => {
    const packets = Array.from({ length: 40 }, () => packet(4_000, 1))
    const pages = readPages(writeOggOpus({ head: HEAD, packets }, 7)).slice(2)
    expect(pages.flatMap(one => one.packets.map(({ length }) => length))).toEqual(packets.map(({ length }) => length))
  })

  it.each([
    // 60 ms of speech, two frames of 20 ms, three of 2.5 ms.
    [[0x18], 0.06],
    [[0xf9], 0.04],
    [[0xe3, 3], 0.0075],
  ])('a packet that begins with %j lasts %d s', (bytes, seconds) => {
    const silent = HEAD.slice()
    silent.fill(0, 10, 12)
    expect(secondsOf({ head: silent, packets: [Uint8Array.from(bytes)] })).toBeCloseTo(seconds, 6)
  })
})
