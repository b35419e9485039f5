// Makes what the demo's patients send, in simulators/phone-page/samples: node scripts/make-samples.ts && npm run format
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { findChromium } from '../src/main/browser/find-chromium.ts'
import { createRandom } from './demo/random.ts'
import { PAPERS } from './samples/documents.ts'
import { murmur } from './samples/murmur.ts'
import { type Drawing, drawPictures, STICKER, strait } from './samples/pictures.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'simulators', 'phone-page', 'samples')
const fonts = join(root, 'node_modules', '@expo-google-fonts', 'noto-sans')
const ORIGIN = 'https://samples.test'
const VOICES = [
  { id: 'voice', name: { tr: 'Sesli mesaj (kadın)', en: 'Voice message (woman)' }, seconds: 7, pitch: 205, seed: 11 },
  {
    id: 'voice-long',
    name: { tr: 'Sesli mesaj (erkek)', en: 'Voice message (man)' },
    seconds: 19,
    pitch: 118,
    seed: 5,
  },
]
const FILM = { width: 480, height: 360, frames: 60, rate: 15 }

const executablePath = findChromium()
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  chromiumSandbox: process.getuid?.() !== 0,
})
try {
  const page = await browser.newPage()
  await page.route(`${ORIGIN}/**`, async route => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: '<!doctype html><body>' })
    const body = await readFile(join(root, 'simulators', 'phone-page', pathname))
    return route.fulfill({ contentType: 'text/javascript', body })
  })
  await page.goto(`${ORIGIN}/`)
  await loadFonts(page)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const samples: unknown[] = []
  for (const drawing of drawPictures()) samples.push(await writePicture(page, drawing))
  samples.push(await writeSticker(page))
  for (const voice of VOICES) samples.push(await writeVoice(page, voice))
  samples.push(await writeFilm(page))
  for (const { id, name, fileName, html } of PAPERS) {
    await page.setContent(html)
    await loadFonts(page)
    await writeFile(join(folder, `${id}.pdf`), await page.pdf({ format: 'A4', preferCSSPageSize: true }))
    samples.push({ id, name, kind: 'document', file: `${id}.pdf`, mime: 'application/pdf', fileName })
  }
  await writeFile(join(folder, 'samples.json'), `${JSON.stringify(samples, null, 2)}\n`)
} finally {
  await browser.close()
}

async function loadFonts(page: Page): Promise<void> {
  for (const [weight, file] of [
    ['400', '400Regular/NotoSans_400Regular.ttf'],
    ['700', '700Bold/NotoSans_700Bold.ttf'],
  ] as const) {
    const source = (await readFile(join(fonts, file))).toString('base64')
    await page.evaluate(
      async ([text, thickness]) => {
        const face = new FontFace('Noto Sans', `url(data:font/ttf;base64,${text})`, { weight: thickness })
        document.fonts.add(await face.load())
      },
      [source, weight] as const,
    )
  }
}

async function writePicture(page: Page, { id, name, width, height, svg }: Drawing) {
  await page.setViewportSize({ width, height })
  await page.evaluate(drawing => {
    document.body.style.margin = '0'
    document.body.innerHTML = drawing
  }, svg)
  await writeFile(join(folder, `${id}.jpg`), await page.screenshot({ type: 'jpeg', quality: 74 }))
  const small = await page.screenshot({ type: 'jpeg', quality: 90 })
  const thumbnail = await shrink(page, small.toString('base64'))
  return { id, name, kind: 'image', file: `${id}.jpg`, mime: 'image/jpeg', width, height, thumbnail }
}

/** The blurred first sight of it that travels in the message itself. */
function shrink(page: Page, jpeg: string): Promise<string> {
  return page.evaluate(async source => {
    const picture = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${source}`)).blob())
    const scale = 48 / Math.max(picture.width, picture.height)
    const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)]
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height)
    return canvas.toDataURL('image/jpeg', 0.5).split(',')[1] ?? ''
  }, jpeg)
}

async function writeSticker(page: Page) {
  const webp = await page.evaluate(async svg => {
    const picture = Object.assign(new Image(), { src: `data:image/svg+xml,${encodeURIComponent(svg)}` })
    await picture.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: 512, height: 512 })
    canvas.getContext('2d')?.drawImage(picture, 0, 0)
    return canvas.toDataURL('image/webp', 0.85).split(',')[1] ?? ''
  }, STICKER)
  await writeFile(join(folder, 'thanks.webp'), Buffer.from(webp, 'base64'))
  const name = { tr: 'Teşekkür çıkartması', en: 'Thank-you sticker' }
  return { id: 'thanks', name, kind: 'sticker', file: 'thanks.webp', mime: 'image/webp', width: 512, height: 512 }
}

async function writeVoice(page: Page, { id, name, ...voice }: (typeof VOICES)[number]) {
  const sound = await page.evaluate(murmur, voice)
  const made = await page.evaluate(
    async ({ samples, module }) => {
      const { voiceOf } = await import(module)
      const { bytes, seconds, waveform } = await voiceOf(samples)
      return { bytes: [...bytes], seconds, waveform }
    },
    { samples: sound, module: `${ORIGIN}/sound.js` },
  )
  await writeFile(join(folder, `${id}.ogg`), Buffer.from(made.bytes))
  const { seconds, waveform } = made
  return { id, name, kind: 'voice', file: `${id}.ogg`, mime: 'audio/ogg; codecs=opus', seconds, waveform }
}

/** A boat that passes. */
async function writeFilm(page: Page) {
  const { width, height, frames, rate } = FILM
  const drawings = Array.from(
    { length: frames },
    (_, frame) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 900" width="${width}" height="${height}">${strait(createRandom(7), 0.2 + (frame / frames) * 0.5)}</svg>`,
  )
  const bytes = await page.evaluate(
    async ({ pictures, size }) => {
      const canvas = Object.assign(document.createElement('canvas'), size)
      const pen = canvas.getContext('2d')
      const images = await Promise.all(
        pictures.map(async svg => {
          const image = Object.assign(new Image(), { src: `data:image/svg+xml,${encodeURIComponent(svg)}` })
          await image.decode()
          return image
        }),
      )
      const recorder = new MediaRecorder(canvas.captureStream(size.rate), {
        mimeType: 'video/mp4;codecs=avc1.42E01E',
        videoBitsPerSecond: 320_000,
      })
      const parts: Blob[] = []
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
      const ended = new Promise(resolve => recorder.addEventListener('stop', resolve))
      recorder.start()
      for (const image of images) {
        pen?.drawImage(image, 0, 0)
        await new Promise(resolve => setTimeout(resolve, 1_000 / size.rate))
      }
      recorder.stop()
      await ended
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
    },
    { pictures: drawings, size: { width, height, rate } },
  )
  await writeFile(join(folder, 'strait.mp4'), Buffer.from(bytes))
  await page.setViewportSize({ width, height })
  await page.evaluate(drawing => {
    document.body.innerHTML = drawing
  }, drawings[0] ?? '')
  const thumbnail = await shrink(page, (await page.screenshot({ type: 'jpeg' })).toString('base64'))
  const name = { tr: 'Boğaz (video)', en: 'The strait (video)' }
  const seconds = Math.round(frames / rate)
  const film = { id: 'strait-film', name, kind: 'video', file: 'strait.mp4', mime: 'video/mp4' }
  return { ...film, width, height, seconds, thumbnail }
}
