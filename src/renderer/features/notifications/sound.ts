/** Two soft falling notes, made here: no file to load, and nothing that startles. */
const NOTES = [
  { frequency: 880, startsAt: 0 },
  { frequency: 659.25, startsAt: 0.12 },
]
const LOUDNESS = 0.06
const FADES_IN = 0.35
/** A burst of messages is one sound. */
const QUIET_MS = 2_500
/** Later than this a sound is no news any more. */
const LATEST_MS = 1_000

let context: AudioContext | null = null
let lastPlayedAt = Number.NEGATIVE_INFINITY

export function playNotificationSound(): void {
  if (performance.now() - lastPlayedAt < QUIET_MS) return
  const askedAt = performance.now()
  lastPlayedAt = askedAt
  context ??= new AudioContext()
  // Before the first click the browser keeps a page silent, and goes on at that click: then there is a toast and no sound.
  context
    .resume()
    .then(() => performance.now() - askedAt < LATEST_MS && play())
    .catch(() => undefined)
}

function play(): void {
  if (context === null) return
  for (const { frequency, startsAt } of NOTES) {
    const start = context.currentTime + startsAt
    const tone = new OscillatorNode(context, { type: 'sine', frequency })
    const volume = new GainNode(context, { gain: 0 })
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.012)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + FADES_IN)
    tone.connect(volume).connect(context.destination)
    tone.start(start)
    tone.stop(start + FADES_IN)
  }
}
