import { writeOggOpus } from './ogg-opus.ts'
import { readWebmPackets } from './webm-packets.ts'

/** What Chromium can record; the wrapping is changed afterwards. */
const RECORDED = 'audio/webm;codecs=opus'
/** Speech is clear with this, and a minute is a quarter of a megabyte. */
const BITS_PER_SECOND = 32_000
const PIECE_MS = 1_000

export interface VoiceRecording {
  /** How loud it is right now, from 0 to 1. */
  level: () => number
  /** How long it is by now, without the pauses. */
  seconds: () => number
  pause: () => void
  resume: () => void
  /** The recording as a voice message is sent. The microphone is let go. */
  finish: (name: string) => Promise<File>
  /** Nothing is kept. The microphone is let go. */
  cancel: () => void
}

/** Asks for the microphone and begins. Rejects as `getUserMedia` does: `NotFoundError` without one, `NotAllowedError` refused. */
export async function recordVoice({ onLost }: { onLost: () => void }): Promise<VoiceRecording> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  })
  const recorder = new MediaRecorder(stream, { mimeType: RECORDED, audioBitsPerSecond: BITS_PER_SECOND })
  const pieces: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data))
  // The microphone was pulled out.
  for (const track of stream.getTracks()) track.addEventListener('ended', onLost)

  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 1_024 })
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)

  let before = 0
  let since: number | null = performance.now()
  const elapsed = () => before + (since === null ? 0 : performance.now() - since)

  function letGo(): void {
    for (const track of stream.getTracks()) {
      track.removeEventListener('ended', onLost)
      track.stop()
    }
    void context.close()
  }

  recorder.start(PIECE_MS)
  return {
    level() {
      analyser.getFloatTimeDomainData(samples)
      return Math.min(
        1,
        samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0),
      )
    },
    seconds: () => elapsed() / 1_000,
    pause() {
      if (recorder.state !== 'recording') return
      recorder.pause()
      before = elapsed()
      since = null
    },
    resume() {
      if (recorder.state !== 'paused') return
      recorder.resume()
      since = performance.now()
    },
    async finish(name) {
      if (recorder.state !== 'inactive') {
        const isStopped = new Promise(resolve => recorder.addEventListener('stop', resolve, { once: true }))
        recorder.stop()
        await isStopped
      }
      letGo()
      const recorded = new Uint8Array(await new Blob(pieces).arrayBuffer())
      const serial = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
      return new File([writeOggOpus(readWebmPackets(recorded), serial)], name, { type: 'audio/ogg' })
    },
    cancel() {
      if (recorder.state !== 'inactive') recorder.stop()
      letGo()
    },
  }
}
