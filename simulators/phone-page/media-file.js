import { toBase64 } from './samples.js'
import { toVoice } from './sound.js'

const THUMBNAIL_SIZE = 48

/**
 * A file of this computer as the message that carries it: what a phone finds out about it before sending.
 * @param {File} file
 * @param {boolean} asDocument
 */
export async function messageOfFile(file, asDocument) {
  const mime = file.type || 'application/octet-stream'
  const [family] = mime.split('/')
  const bytes = await toBase64(file)
  if (!asDocument && family === 'image') {
    const picture = await createImageBitmap(file)
    const { width, height } = picture
    return { kind: /** @type {const} */ ('image'), mime, bytes, width, height, thumbnail: thumbnailOf(picture) }
  }
  if (!asDocument && family === 'video') {
    return { kind: /** @type {const} */ ('video'), mime, bytes, ...(await factsOfFilm(file)) }
  }
  if (!asDocument && family === 'audio') {
    const { seconds } = await toVoice(await file.arrayBuffer())
    return { kind: /** @type {const} */ ('audio'), mime, bytes, seconds, fileName: file.name }
  }
  return { kind: /** @type {const} */ ('document'), mime, bytes, fileName: file.name }
}

/** What the microphone took down, as WhatsApp sends voice. @param {Blob} recording */
export async function messageOfVoice(recording) {
  const { bytes, seconds, waveform } = await toVoice(await recording.arrayBuffer())
  const mime = 'audio/ogg; codecs=opus'
  return { kind: /** @type {const} */ ('voice'), mime, bytes: await toBase64(new Blob([bytes])), seconds, waveform }
}

/** @param {Blob} film */
async function factsOfFilm(film) {
  const source = URL.createObjectURL(film)
  const video = Object.assign(document.createElement('video'), { src: source, muted: true })
  try {
    await new Promise((resolve, reject) => {
      video.addEventListener('loadeddata', resolve)
      video.addEventListener('error', () => reject(video.error))
    })
    const { videoWidth: width, videoHeight: height, duration } = video
    return { width, height, seconds: Math.max(1, Math.round(duration)), thumbnail: thumbnailOf(video) }
  } finally {
    URL.revokeObjectURL(source)
  }
}

/** The blurred first sight that travels in the message itself. @param {ImageBitmap | HTMLVideoElement} picture */
function thumbnailOf(picture) {
  const [width, height] =
    picture instanceof ImageBitmap ? [picture.width, picture.height] : [picture.videoWidth, picture.videoHeight]
  const scale = THUMBNAIL_SIZE / Math.max(width, height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas.toDataURL('image/jpeg', 0.5).split(',')[1]
}
