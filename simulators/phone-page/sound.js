import { encodeOggOpus } from './ogg-opus.js'

const RATE = 48_000
const BARS = 64

/**
 * Any sound a browser can read, as WhatsApp sends voice: Ogg with Opus, its length, and sixty-four bars of loudness.
 * @param {ArrayBuffer} bytes
 */
export async function toVoice(bytes) {
  const buffer = await new OfflineAudioContext(1, RATE, RATE).decodeAudioData(bytes)
  return voiceOf(buffer.getChannelData(0))
}

/** @param {Float32Array} samples one channel, 48 kHz */
export async function voiceOf(samples) {
  const seconds = Math.max(1, Math.round(samples.length / RATE))
  return { bytes: await encodeOggOpus(samples), seconds, waveform: waveformOf(samples) }
}

/** @param {Float32Array} samples */
function waveformOf(samples) {
  const step = Math.max(1, Math.floor(samples.length / BARS))
  const loudness = Array.from({ length: BARS }, (_, bar) => {
    let sum = 0
    for (let at = bar * step; at < Math.min(samples.length, (bar + 1) * step); at += 1) sum += (samples[at] ?? 0) ** 2
    return Math.sqrt(sum / step)
  })
  const loudest = Math.max(...loudness, 0.001)
  return loudness.map(value => Math.round((value / loudest) * 100))
}
