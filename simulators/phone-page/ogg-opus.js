/** Voice messages are Opus in Ogg, which browsers play but do not write: they encode, and this puts the packets into pages. */

const RATE = 48_000
const PACKETS_PER_PAGE = 50
const MICROSECONDS = 1_000_000

/**
 * @param {Float32Array} samples one channel, 48 kHz
 * @param {number} [bitrate]
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function encodeOggOpus(samples, bitrate = 24_000) {
  /** @type {{ bytes: Uint8Array, samples: number }[]} */
  const packets = []
  /** @type {unknown} */
  let failure = null
  const encoder = new AudioEncoder({
    output(chunk) {
      const bytes = new Uint8Array(chunk.byteLength)
      chunk.copyTo(bytes)
      packets.push({ bytes, samples: Math.round(((chunk.duration ?? 20_000) * RATE) / MICROSECONDS) })
    },
    error(error) {
      failure = error
    },
  })
  encoder.configure({ codec: 'opus', sampleRate: RATE, numberOfChannels: 1, bitrate })
  for (let from = 0; from < samples.length; from += RATE) {
    const part = samples.slice(from, from + RATE)
    const data = new AudioData({
      format: 'f32',
      sampleRate: RATE,
      numberOfFrames: part.length,
      numberOfChannels: 1,
      timestamp: Math.round((from * MICROSECONDS) / RATE),
      data: part,
    })
    encoder.encode(data)
    data.close()
  }
  await encoder.flush()
  encoder.close()
  if (failure) throw failure
  return oggOf(packets)
}

/** @param {{ bytes: Uint8Array, samples: number }[]} packets */
function oggOf(packets) {
  const pages = [page([head()], 0, 0, 2), page([tags()], 0, 1, 0)]
  let position = 0
  for (let from = 0; from < packets.length; from += PACKETS_PER_PAGE) {
    const part = packets.slice(from, from + PACKETS_PER_PAGE)
    position += part.reduce((sum, packet) => sum + packet.samples, 0)
    const isLast = from + PACKETS_PER_PAGE >= packets.length
    const bytes = part.map(packet => packet.bytes)
    pages.push(page(bytes, position, pages.length, isLast ? 4 : 0))
  }
  return joined(pages)
}

function head() {
  const bytes = new Uint8Array(19)
  bytes.set(new TextEncoder().encode('OpusHead'))
  const view = new DataView(bytes.buffer)
  view.setUint8(8, 1)
  view.setUint8(9, 1)
  view.setUint16(10, 312, true)
  view.setUint32(12, RATE, true)
  return bytes
}

function tags() {
  const maker = new TextEncoder().encode('Santral')
  const bytes = new Uint8Array(16 + maker.length)
  bytes.set(new TextEncoder().encode('OpusTags'))
  new DataView(bytes.buffer).setUint32(8, maker.length, true)
  bytes.set(maker, 12)
  return bytes
}

/**
 * @param {Uint8Array[]} packets each shorter than a page's 255 pieces of 255 bytes
 * @param {number} position in samples, at the end of the page
 * @param {number} number
 * @param {number} flags 2 = the first page, 4 = the last
 */
function page(packets, position, number, flags) {
  const lengths = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    length % 255,
  ])
  const bytes = joined([new Uint8Array(27), Uint8Array.from(lengths), ...packets])
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode('OggS'))
  view.setUint8(5, flags)
  view.setBigUint64(6, BigInt(position), true)
  view.setUint32(14, 1, true)
  view.setUint32(18, number, true)
  view.setUint8(26, lengths.length)
  view.setUint32(22, checksum(bytes), true)
  return bytes
}

/** Ogg's own CRC: polynomial 04c11db7, nothing turned round. @param {Uint8Array} bytes */
function checksum(bytes) {
  let sum = 0
  for (const byte of bytes) {
    sum ^= byte << 24
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  }
  return sum >>> 0
}

/** @param {Uint8Array[]} parts @returns {Uint8Array<ArrayBuffer>} */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
