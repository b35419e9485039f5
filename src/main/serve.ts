import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type App, createApp, databaseFile } from './app.ts'
import { readArguments } from './browser/arguments.ts'
import { startBrowserHost } from './browser/browser-host.ts'
import { openChromiumWindow } from './browser/chromium-window.ts'
import { loadCookieKey } from './browser/cookie-key.ts'
import { findChromium } from './browser/find-chromium.ts'
import { pageNotifier, unawarePower } from './browser/quiet-ports.ts'
import { type AppConfig, defaultDataFolder, readEnvironment } from './config.ts'
import { DataFolderInUse, lockDataFolder } from './db/data-folder-lock.ts'
import { openDatabase } from './db/open-database.ts'
import { createLogger, logFile, startLogging } from './logging/logger.ts'
import { silenceLibsignal } from './logging/silence-libsignal.ts'
import { createFileSecretStore } from './ports/file-secret-store.ts'
import { createSystemClock } from './ports/system-clock.ts'
import { toStartUpProblem, wordStartUpProblem } from './start-up-problem.ts'

// The browser host: the whole application served to a Chromium window, or headless to a printed address.
silenceLibsignal()
const programFolder = fileURLToPath(new URL('../../', import.meta.url))
const environment = readEnvironment(process.env)
const { isHeadless, port } = readArguments(process.argv.slice(2))
const dataFolder = environment.dataFolder ?? defaultDataFolder(process.platform, process.env)
const logsFolder = join(dataFolder, 'logs')

try {
  await serve()
} catch (error) {
  await explain(error)
}

async function serve(): Promise<void> {
  const clock = createSystemClock({ offsetFile: environment.clockFile })
  const lock = lockDataFolder({ folder: dataFolder, now: clock.now() })
  const logging = startLogging({ folder: logsFolder, level: 'info', toStandardError: isHeadless })
  const log = createLogger('serve')
  const database = openDatabase({
    file: databaseFile(dataFolder),
    migrationsFolder: join(programFolder, 'drizzle'),
    backupsFolder: join(dataFolder, 'backups'),
    clock,
    log: createLogger('database'),
  })
  const config: AppConfig = {
    dataFolder,
    programFolder,
    programVersion: readVersion(),
    host: 'browser',
    endpoints: environment.endpoints,
  }
  const app = createApp({
    config,
    ports: {
      clock,
      notifier: pageNotifier,
      secretStore: createFileSecretStore({ file: join(dataFolder, 'secret-key') }),
      power: unawarePower,
    },
    database,
  })
  const host = await startBrowserHost({
    pagesFolder: join(programFolder, 'out', 'renderer'),
    rpc: app.rpc,
    files: app.fileRequests,
    port,
    cookieKey: loadCookieKey({ db: database.db, box: app.secretBox, clock }),
    // A second start of the program opens one more window of this one, with an address that still works.
    onTokenUsed: () => lock.announce(host.pageUrl()),
  })
  const stop = stopOnce(app, async () => {
    await host.close()
    database.close()
    clock.stop()
    lock.release()
    await logging.stop()
  })
  const url = host.pageUrl()
  lock.announce(url)
  app.start()
  process.stdout.write(`Santral: ${url}\n`)
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  if (!isHeadless) await showWindow(url, log).then(stop)
}

/** Waits until the window is closed. Without a browser the printed address is all there is, and the program goes on. */
async function showWindow(url: string, log: ReturnType<typeof createLogger>): Promise<void> {
  const executable = findChromium()
  if (executable === undefined) {
    process.stderr.write(
      'Chromium bulunamadı; adresi bir tarayıcıda açın. · No Chromium was found; open the address in a browser.\n',
    )
    return new Promise(() => {})
  }
  log.info('opening the window')
  const end = await openChromiumWindow({ executable, url, dataFolder }).closed
  if (end === 'closed') return
  if (end === 'failed') {
    process.stderr.write(
      'Pencere açılamadı; adresi bir tarayıcıda açın. · The window could not be opened; open the address in a browser.\n',
    )
  }
  return new Promise(() => {})
}

function stopOnce(app: App, closeHost: () => Promise<void>): () => void {
  let isStopping = false
  return () => {
    if (isStopping) return
    isStopping = true
    void app
      .stop()
      .then(closeHost)
      .finally(() => process.exit(0))
  }
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8')) as { version: string }).version
}

/** One plain sentence instead of a stack trace; a start while the program runs shows the window that is there. */
async function explain(error: unknown): Promise<void> {
  if (error instanceof DataFolderInUse && error.holder?.url !== undefined && !isHeadless) {
    const executable = findChromium()
    if (executable !== undefined) {
      openChromiumWindow({ executable, url: error.holder.url, dataFolder }).process.unref()
      return
    }
  }
  createLogger('serve').error({ error }, 'the program cannot start')
  const locale = (process.env['LC_ALL'] ?? process.env['LANG'] ?? '').toLowerCase().startsWith('tr') ? 'tr' : 'en'
  const places = { locale, dataFolder, logFile: logFile(logsFolder) } as const
  const { title, body } = wordStartUpProblem(toStartUpProblem(error), places)
  process.stderr.write(`${title}\n${body}\n`)
  process.exit(1)
}
