// Takes docs/pictures anew, from the demo as it is: node scripts/build.ts && node scripts/take-pictures.ts [folder]
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { chromium } from 'playwright-core'
import { connectToSimulator } from '../simulators/whatsapp/control-client.ts'
import { findChromium } from '../src/main/browser/find-chromium.ts'
import { DEMO_PASSWORD, STAFF } from './demo/office.ts'
import { takePictures } from './pictures/scenes.ts'

/** A Friday morning in the office, so that the pictures of one day look like those of another. */
const SHOWN_AT = Date.UTC(2026, 10, 20, 8, 20)
const root = join(import.meta.dirname, '..')
const pictures = process.argv[2] ?? join(root, 'docs', 'pictures')

const folder = await mkdtemp(join(tmpdir(), 'santral-pictures-'))
const clockFile = join(folder, 'clock-offset')
const shownAt = Date.now()
await writeFile(clockFile, String(SHOWN_AT - shownAt))
await mkdir(pictures, { recursive: true })
const demo = spawn(
  process.execPath,
  [join(root, 'scripts', 'demo.ts'), '--headless', '--hour', '0', '--folder', join(folder, 'demo')],
  { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, SANTRAL_CLOCK: clockFile } },
)
try {
  const { santralUrl, phonesUrl, hidden } = await readAddresses(demo)
  const executablePath = findChromium()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    chromiumSandbox: process.getuid?.() !== 0,
  })
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'tr-TR',
      timezoneId: 'Europe/Istanbul',
      colorScheme: 'light',
    })
    await context.clock.install({ time: SHOWN_AT + (Date.now() - shownAt) })
    const page = await context.newPage()
    await page.goto(santralUrl)
    await page.getByLabel('E-posta').fill(STAFF[0].email)
    await page.getByLabel('Parola', { exact: true }).fill(DEMO_PASSWORD)
    await page.getByRole('button', { name: 'Giriş yap' }).click()
    await page.getByRole('heading', { name: 'Gelen kutusu', level: 1 }).waitFor()
    const control = connectToSimulator(phonesUrl)
    const phones = await context.newPage()
    await phones.goto(phonesUrl)
    await takePictures({ page, phones, control, origin: new URL(santralUrl).origin, hidden, pictures })
  } finally {
    await browser.close()
  }
} finally {
  const ended = new Promise(resolve => demo.once('exit', resolve))
  if (demo.exitCode === null) {
    demo.kill('SIGINT')
    await ended
  }
  await rm(folder, { recursive: true, force: true })
}

/** What the demo prints: where it is, and who of the hour hides a number. */
async function readAddresses({ stdout }: ChildProcess) {
  const found = { santralUrl: '', phonesUrl: '', hidden: '' }
  for await (const line of createInterface({ input: stdout as Readable })) {
    const [word = '', value = ''] = line.split(/\s+/u)
    if (word === 'Santral') found.santralUrl = value
    if (word === 'Phones') found.phonesUrl = value
    if (word === 'Answer') found.hidden = value.replace(/,$/u, '')
    if (line.startsWith('Try')) return found
  }
  throw new Error('The demo ended before it was ready')
}
