import { EventEmitter } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type * as Electron from 'electron'
import { z } from 'zod'
import type { DevtoolsSession } from './chrome-devtools.ts'
import { type Chromium, startChromium } from './chromium.ts'
import { happened, onCommand, reportProblem } from './control.ts'
import { forbidNewSchemes } from './page-requests.ts'
import { createPageTargets, type PageTargets } from './page-targets.ts'
import { PreventableEvent } from './preventable-event.ts'
import { refuseUnknown } from './refuse-unknown.ts'
import { type SingleInstance, takeSingleInstance } from './single-instance.ts'
import { surroundings } from './surroundings.ts'
import { windows } from './window-list.ts'

const Manifest = z.object({ name: z.string(), productName: z.string().optional(), version: z.string() })

const events = new EventEmitter()
const ready = Promise.withResolvers<void>()
const chromium = Promise.withResolvers<Chromium>()
const pageTargets = chromium.promise.then(({ devtools }) => createPageTargets(devtools))
const browser = chromium.promise.then(({ devtools }) => devtools.browser)
const paths = new Map<string, string>()
let manifest: z.infer<typeof Manifest> | undefined
let instance: SingleInstance | undefined
let programFolder = ''
let isQuitting = false
let isExiting = false

function aboutProgram(): z.infer<typeof Manifest> {
  if (!manifest) throw new Error('The program was not started by the Electron double')
  return manifest
}

function pathOf(name: string): string {
  const chosen = paths.get(name)
  if (chosen !== undefined) return chosen
  const { productName, name: packageName } = aboutProgram()
  switch (name) {
    case 'appData':
      return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')
    case 'userData':
      return join(pathOf('appData'), productName ?? packageName)
    case 'sessionData':
      return pathOf('userData')
    default:
      throw new Error(`The Electron double has no path ${name}`)
  }
}

function quit(): void {
  const event = new PreventableEvent()
  events.emit('before-quit', event)
  if (event.defaultPrevented) return
  isQuitting = true
  for (const window of [...windows]) window.close()
  if (windows.size > 0) {
    // A window said no.
    isQuitting = false
    return
  }
  willQuit()
}

function willQuit(): void {
  const event = new PreventableEvent()
  events.emit('will-quit', event)
  if (!event.defaultPrevented) exit(0)
}

function exit(code = 0): void {
  if (isExiting) return
  isExiting = true
  for (const window of [...windows]) window.destroy()
  events.emit('quit', {}, code)
  happened('quit', code)
  instance?.release()
  void endProcess(code)
}

async function endProcess(code: number): Promise<void> {
  if (wasStarted) await (await chromium.promise).close()
  process.exit(code)
}

let wasStarted = false
let openAtLogin = false

export const app = refuseUnknown(
  'app',
  Object.assign(events, {
    whenReady: () => ready.promise,
    enableSandbox() {},
    isPackaged: surroundings.isPackaged,
    setAsDefaultProtocolClient(scheme: string) {
      happened('scheme-registered', scheme)
      return true
    },
    getLoginItemSettings: () => ({ openAtLogin }),
    setLoginItemSettings(settings: Electron.Settings) {
      openAtLogin = settings.openAtLogin === true
      happened('login-item', settings)
    },
    setAppUserModelId(_id: string) {},
    setBadgeCount(count: number) {
      happened('badge', count)
      return true
    },
    requestSingleInstanceLock() {
      instance ??= takeSingleInstance(pathOf('userData'), ({ argv, folder }) => {
        events.emit('second-instance', {}, argv, folder, null)
      })
      return instance !== undefined
    },
    releaseSingleInstanceLock() {
      instance?.release()
      instance = undefined
    },
    getName: () => aboutProgram().productName ?? aboutProgram().name,
    getAppPath: () => programFolder,
    getPath: pathOf,
    setPath(name: string, path: string) {
      if (!isAbsolute(path)) throw new Error('Path must be absolute')
      if (!existsSync(path)) throw new Error(`Failed to set path: ${path} is not there`)
      paths.set(name, path)
    },
    getVersion: () => aboutProgram().version,
    getPreferredSystemLanguages() {
      if (!wasStarted) throw new Error('app.getPreferredSystemLanguages needs the app to be ready')
      return [...surroundings.languages]
    },
    quit,
    exit,
  }),
)

/** The last window closed: the program decides, and ends when it does not care. */
export function allWindowsClosed(): void {
  if (isQuitting || isExiting) return
  if (!events.emit('window-all-closed')) quit()
}

/** What a new window needs of the Chromium that shows it. */
export function chromiumOfApp(): { targets: Promise<PageTargets>; browser: Promise<DevtoolsSession> } {
  if (!wasStarted) throw new Error('Cannot create BrowserWindow before app is ready')
  return { targets: pageTargets, browser }
}

export function describeProgram(folder: string): void {
  programFolder = folder
  manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
}

/** Called when the program's entry has been read: from here on the app is ready. */
export async function becomeReady(): Promise<void> {
  if (isExiting || isQuitting) return
  const started = await startChromium(pathOf('sessionData'))
  wasStarted = true
  chromium.resolve(started)
  started.devtools.onClose(() => {
    if (!isExiting) reportProblem('Chromium ended by itself')
  })
  onCommand('devtools-address', () => started.address)
  onCommand('quit', quit)
  onCommand('open-url', (url: string) => events.emit('open-url', new PreventableEvent(), url))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, quit)
  forbidNewSchemes()
  await pageTargets
  happened('ready')
  events.emit('ready')
  ready.resolve()
}
