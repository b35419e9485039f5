import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { spawnGraphSimulator } from '../simulators/graph/control-client.ts'
import { spawnSimulator } from '../simulators/whatsapp/control-client.ts'
import { readEnvironment } from '../src/main/config.ts'
import { DataFolderInUse } from '../src/main/db/data-folder-lock.ts'
import { createSystemClock } from '../src/main/ports/system-clock.ts'
import { type PreparedFolder, prepareDataFolder } from './demo/data-folder.ts'
import { playHour } from './demo/hour/director.ts'
import { guestsOf } from './demo/hour/guests.ts'
import { makeMetaOffice } from './demo/meta-office.ts'
import { ACCOUNT_NAME, DEMO_PASSWORD, STAFF } from './demo/office.ts'
import { givePhones } from './demo/people-with-phones.ts'
import { type Program, startProgram } from './demo/program.ts'
import { startProviders } from './demo/providers.ts'
import { watchQrCode } from './demo/screen-camera.ts'
import { openWindow } from './demo/window.ts'

// npm run demo [-- --keep] [--headless] [--port N] [--phone-port N] [--form-port N] [--folder path] [--hour minutes | --hour off]
// Santral on an office's made-up year, against a simulated WhatsApp whose phones are shown on a page, and a simulated Meta whose lead
// forms are filled in on another. No account anywhere.
// Once it is linked, thirty people write within some minutes, every kind of message among them.
const root = join(import.meta.dirname, '..')
const phonePages = join(root, 'simulators', 'phone-page')
/** How long it takes until all of the hour have written. */
const MINUTES = 6
const options = readOptions()
const folders = {
  demo: options.folder,
  data: join(options.folder, 'office'),
  phoneWindow: join(options.folder, 'phone-window'),
  /** There while a demo runs: found at a start, it tells that the last one was killed. */
  running: join(options.folder, 'running'),
}

try {
  await runDemo()
} catch (error) {
  if (!(error instanceof DataFolderInUse)) {
    // It never ran: the next start begins afresh.
    rmSync(folders.running, { force: true })
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  console.error(
    `The demo runs already${error.holder ? ` (process ${error.holder.pid})` : ''}. End it first, or give another --folder.`,
  )
  process.exit(1)
}

async function runDemo(): Promise<void> {
  const wasKilled = existsSync(folders.running)
  const clock = createSystemClock({ offsetFile: readEnvironment(process.env).clockFile })
  mkdirSync(folders.demo, { recursive: true })
  const graph = await spawnGraphSimulator({
    pages: join(root, 'simulators'),
    controlPort: options.formPort,
  })
  const meta = await makeMetaOffice(graph.control, graph.url, clock.now())
  const providers = await startProviders(() => clock.now())
  const prepared = await prepareDataFolder({
    folder: folders.data,
    programFolder: root,
    clock,
    keep: options.keep || wasKilled,
    meta,
    providers,
  })
  const now = clock.now()
  clock.stop()
  writeFileSync(folders.running, '')

  const simulator = await spawnSimulator({
    pages: phonePages,
    controlPort: options.phonePort,
  })
  await givePhones(simulator.control, prepared.knownCustomer)
  const port = options.port === 0 ? await findFreePort() : options.port
  const environment = {
    SANTRAL_DATA_DIR: folders.data,
    SANTRAL_WHATSAPP_URL: simulator.url,
    SANTRAL_WHATSAPP_ROOT_KEY: simulator.rootKeyHex,
    SANTRAL_MEDIA_URL: simulator.mediaUrl,
    SANTRAL_GRAPH_URL: graph.url,
    ...providers.environment,
  }
  const start = () => startProgram({ programFolder: root, port, environment })
  const stopping = new AbortController()
  // Whoever wrote in the demo that is gone on with has written already.
  const minutes = options.hour === undefined ? (prepared.isKept ? null : MINUTES) : options.hour
  if (minutes !== null) {
    const guests = guestsOf({ now, expected: prepared.expectedCustomer })
    const samplesFolder = join(phonePages, 'samples')
    void playHour({ control: simulator.control, guests, samplesFolder, minutes, signal: stopping.signal })
  }
  let program = await start()

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort())
  const stopped = new Promise<void>(resolve => stopping.signal.addEventListener('abort', () => resolve()))

  const formsUrl = formPage(graph.controlUrl, prepared, meta.givenToken)
  tell(prepared, program, { phones: simulator.controlUrl, forms: formsUrl }, { wasKilled, minutes })
  const windows = options.headless ? [] : await openWindows(program, simulator.controlUrl, () => stopping.abort())

  const starts = [Date.now()]
  while (!stopping.signal.aborted) {
    const camera = watchScreen(program, port, prepared, simulator.control, stopping.signal)
    const end = await Promise.race([program.ended, stopped])
    await camera
    if (!end) break
    if (end.code === 0) break
    starts.push(Date.now())
    if (isHopeless(starts)) {
      console.error('Santral ends again and again; its log is in', join(folders.data, 'logs'))
      process.exitCode = 1
      break
    }
    console.log(
      `Santral was ended (${end.signal ?? `code ${end.code}`}); WhatsApp and the phones go on. Starting it again …`,
    )
    program = await start()
    console.log(`Santral    ${program.pageUrl}   (process ${program.pid})`)
  }
  stopping.abort()
  for (const window of windows) window.close()
  await program.stop()
  await Promise.all([simulator.stop(), graph.stop(), providers.stop()])
  rmSync(folders.running, { force: true })
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      keep: { type: 'boolean', default: false },
      headless: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      'phone-port': { type: 'string', default: '0' },
      'form-port': { type: 'string', default: '0' },
      folder: { type: 'string', default: join(root, '.demo') },
      hour: { type: 'string' },
    },
  })
  const { keep, headless, folder } = values
  return {
    keep,
    headless,
    folder,
    hour: readHour(values.hour),
    port: readPort(values.port),
    phonePort: readPort(values['phone-port']),
    formPort: readPort(values['form-port']),
  }
}

/** Null: nobody writes by themselves. Undefined: as the demo thinks right. */
function readHour(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined
  if (text === 'off') return null
  const minutes = Number(text)
  if (!Number.isFinite(minutes) || minutes < 0 || minutes > 60) throw new Error('--hour takes 0 to 60 minutes, or off')
  return minutes
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('A port is a number from 0 to 65535')
  return port
}

/** Where lead forms are filled in, also by somebody whom the office knows, and where the office's token is withdrawn. */
function formPage(controlUrl: string, { knownCustomer }: PreparedFolder, token: string): string {
  const url = new URL('/lead-form-page/', controlUrl)
  url.searchParams.set('token', token)
  if (knownCustomer) url.searchParams.set('known', `${knownCustomer.name}|${knownCustomer.phoneNumber}`)
  return url.href
}

function tell(
  prepared: PreparedFolder,
  program: Program,
  { phones, forms }: { phones: string; forms: string },
  { wasKilled, minutes }: { wasKilled: boolean; minutes: number | null },
): void {
  const number = new Intl.NumberFormat('en')
  const admin = STAFF.find(member => member.role === 'admin')
  const others = STAFF.filter(member => member !== admin).map(({ email, role }) => `${email} (${role})`)
  if (minutes !== null) {
    console.log(
      `Link the phone, and thirty people write ${minutes === 0 ? 'at once' : `within ${minutes} minutes`}: photos, voice, PDFs, a hidden number, somebody for whom it is night.`,
    )
  }
  if (prepared.isKept) {
    console.log(
      wasKilled
        ? 'The last demo was killed: its data is still here, and it goes on. The simulated phones are new, so scan once more.'
        : 'The data of the last demo is kept. The simulated phones are new, so scan once more.',
    )
  }
  console.log(
    `An office with ${number.format(prepared.leads)} leads and ${number.format(prepared.messages)} messages, none of them real.`,
  )
  console.log(`Santral    ${program.pageUrl}   (process ${program.pid})`)
  console.log(`Phones     ${phones}/`)
  console.log(`Forms      ${forms}`)
  console.log(`Sign in    ${admin?.email} (admin) · ${others.join(' · ')}`)
  console.log(`Password   ${DEMO_PASSWORD}`)
  console.log(
    `Link it    Settings → WhatsApp numbers → "${ACCOUNT_NAME}" → Show the QR code; then scan on the phones' page.`,
  )
  if (minutes !== null) {
    const expected = prepared.expectedCustomer?.name
    console.log(
      `Answer     ${expected?.split(' ')[0] ?? 'Aylin'}, whose number is hidden: it is told, and two records become one (undo: the lead's history).`,
    )
    console.log(
      `           Halil Baran: the answer fails with its reason; "Tekrar dene" sends it. Tuğçe Ersoy is gone.`,
    )
  }
  const { knownCustomer } = prepared
  if (knownCustomer) {
    console.log(
      `Remind     ${knownCustomer.name} has an appointment tomorrow and is asked within ten minutes: answer 1 on the phones' page.`,
    )
  }
  console.log(`Try "kill -9 ${program.pid}": Santral comes back, and everything is there, once. Ctrl+C ends the demo.`)
}

/** Closing Santral's window ends the demo; the phones' page can be opened again. */
async function openWindows(program: Program, phoneUrl: string, end: () => void) {
  const phones = await openWindow(`${phoneUrl}/`, folders.phoneWindow)
  const santral = await openWindow(program.pageUrl, folders.data)
  if (!santral || !phones) console.log('No window could be opened here: open the two addresses in a browser.')
  void santral?.closed.then(end)
  return [santral, phones].filter(window => window !== undefined)
}

/** Holds what Santral shows before the simulated phone's camera, for as long as that Santral lives. */
async function watchScreen(
  program: Program,
  port: number,
  prepared: PreparedFolder,
  control: Awaited<ReturnType<typeof spawnSimulator>>['control'],
  stopped: AbortSignal,
): Promise<void> {
  const ended = new AbortController()
  void program.ended.then(() => ended.abort())
  const [admin] = STAFF
  await watchQrCode({
    origin: `http://127.0.0.1:${port}`,
    cookieKey: prepared.cookieKey,
    email: admin.email,
    password: DEMO_PASSWORD,
    signal: AbortSignal.any([ended.signal, stopped]),
    onQr: qr => control.call('showOnScreen', { qr }),
  }).catch(error => {
    if (!stopped.aborted) console.error('The simulated phone cannot see the screen; paste the QR text instead.', error)
  })
}

/** Three starts within ten seconds: something is wrong that a further start does not mend. */
function isHopeless(starts: readonly number[]): boolean {
  const third = starts.at(-3)
  return third !== undefined && Date.now() - third < 10_000
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
