import type { MediaDetails } from '#shared/contract/files.ts'

const THUMBNAIL_PX = 96
const BARS = 64
/** A damaged file, or one of a kind this window cannot play, must not keep a message waiting. */
const PATIENCE_MS = 8_000

const NOTHING: MediaDetails = { width: null, height: null, seconds: null, waveform: null, thumbnailUrl: null }

/** What a picture, a film or a sound tells about itself; nothing where this window cannot read it. */
export async function readMediaDetails(file: File): Promise<MediaDetails> {
  try {
    if (file.type.startsWith('image/')) return await ofPicture(file)
    if (file.type.startsWith('video/')) return await ofFilm(file)
    if (file.type.startsWith('audio/')) return await ofSound(file)
  } catch {
    // Not what its name says; it is sent as it is.
  }
  return NOTHING
}

async function ofPicture(file: File): Promise<MediaDetails> {
  const picture = await createImageBitmap(file)
  const { width, height } = picture
  const thumbnailUrl = draw(picture, width, height)
  picture.close()
  return { ...NOTHING, width, height, thumbnailUrl }
}

async function ofFilm(file: File): Promise<MediaDetails> {
  const address = URL.createObjectURL(file)
  const film = document.createElement('video')
  try {
    film.muted = true
    film.preload = 'auto'
    const isReady = new Promise((resolve, reject) => {
      film.addEventListener('loadeddata', resolve, { once: true })
      film.addEventListener('error', reject, { once: true })
      setTimeout(reject, PATIENCE_MS)
    })
    film.src = address
    await isReady
    const { videoWidth: width, videoHeight: height, duration } = film
    const seconds = Number.isFinite(duration) ? duration : null
    return { ...NOTHING, width, height, seconds, thumbnailUrl: draw(film, width, height) }
  } finally {
    film.removeAttribute('src')
    URL.revokeObjectURL(address)
  }
}

async function ofSound(file: File): Promise<MediaDetails> {
  const context = new OfflineAudioContext(1, 1, 8_000)
  const sound = await context.decodeAudioData(await file.arrayBuffer())
  return { ...NOTHING, seconds: sound.duration, waveform: heightsOf(sound.getChannelData(0)) }
}

/** The loudest of each stretch, the loudest of all being 100. */
export function heightsOf(samples: Float32Array, bars = BARS): number[] {
  const stretch = Math.max(1, Math.floor(samples.length / bars))
  const peaks = Array.from({ length: bars }, (_, bar) => {
    let peak = 0
    for (let index = bar * stretch; index < Math.min((bar + 1) * stretch, samples.length); index++)
      peak = Math.max(peak, Math.abs(samples[index] ?? 0))
    return peak
  })
  const loudest = Math.max(...peaks)
  return peaks.map(peak => (loudest === 0 ? 0 : Math.round((peak / loudest) * 100)))
}

function draw(source: CanvasImageSource, width: number, height: number): string | null {
  const scale = Math.min(1, THUMBNAIL_PX / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  // JPEG has no transparency.
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(source, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', 0.7)
}
