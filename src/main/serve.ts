import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locale } from '#shared/domain/locale.ts'
import { beginLife, type LifeNote } from './begin-life.ts'
import { readArguments, type ServeArguments, WrongOption } from './browser/arguments.ts'
import { startBrowserHost } from './browser/browser-host.ts'
import { openChromiumWindow } from './browser/chromium-window.ts'
import { loadCookieKey } from './browser/cookie-key.ts'
import { endProcess } from './browser/end-process.ts'
import { findChromium } from './browser/find-chromium.ts'
import { noFolderDialog, noUpdater, pageBadge, pageNotifier, unawarePower, unknownPc } from './browser/quiet-ports.ts'
import { type AppConfig, defaultDataFolder, readEnvironment, WrongEnvironment } from './config.ts'
import { DataFolderInUse, lockDataFolder } from './db/data-folder-lock.ts'
import { DatabaseProblem } from './db/database-problem.ts'
import { createLogger, logFile, logsFolder, startLogging } from './logging/logger.ts'
import { silenceLibsignal } from './logging/silence-libsignal.ts'
import { createFileSecretStore } from './ports/file-secret-store.ts'
import { createSystemClock } from './ports/system-clock.ts'
import { createProgram } from './program.ts'
import { type StartUpProblem, toStartUpProblem, wordStartUpProblem } from './start-up-problem.ts'

// The browser host: the whole application served to a Chromium window, or headless to a printed address.
silenceLibsignal()
const programFolder = fileURLToPath(new URL('../../', import.meta.url))
const log = createLogger('serve')
let dataFolder = defaultDataFolder(process.platform, process.env)
const end = endProcess({ explainStop: () => explain('stopped') })

try {
  const environment = readEnvironment(process.env)
  dataFolder = environment.dataFolder ?? dataFolder
  await serve(environment, readArguments(process.argv.slice(2)))
} catch (error) {
  await giveUp(error)
}

async function serve(environment: ReturnType<typeof readEnvironment>, given: ServeArguments): Promise<void> {
  const clock = createSystemClock({ offsetFile: environment.clockFile })
  end.before(() => clock.stop())
  const lock = lockDataFolder({ folder: dataFolder, now: clock.now() })
  end.before(() => lock.release())
  const logging = startLogging({ folder: logsFolder(dataFolder), level: 'info', toStandardError: given.isHeadless })
  end.before(() => logging.stop())
  const config: AppConfig = {
    dataFolder,
    programFolder,
    programVersion: readVersion(),
    host: 'browser',
    endpoints: environment.endpoints,
  }
  const ports = {
    notifier: pageNotifier,
    badge: pageBadge,
    secretStore: createFileSecretStore({ file: join(dataFolder, 'secret-key') }),
    power: unawarePower,
    dialogs: noFolderDialog,
    thisPc: unknownPc,
    updater: noUpdater,
  }
  // The first life's, for as long as this process serves: an open page finds its host again after a restore.
  let cookieKey: string | undefined
  const note: LifeNote = {}
  const program = createProgram({
    begin: ({ restart }) =>
      beginLife({
        config,
        ports: { ...ports, restart },
        clock,
        clockFile: environment.clockFile,
        locale: terminalLocale(),
        shell: undefined,
        note,
        quit: () => void end.now(0),
        onOffice({ app, database }) {
          cookieKey ??= loadCookieKey({ db: database.db, box: app.secretBox, clock })
        },
        onProblem(error) {
          log.error({ error }, 'the database cannot be opened')
          explain(toStartUpProblem(error), error)
        },
      }),
    onFailure: error => void giveUp(error),
  })
  end.before(() => program.stop())
  program.open()
  // Nothing can be kept while the database is not there.
  cookieKey ??= randomBytes(32).toString('base64url')
  const host = await startBrowserHost({
    pagesFolder: join(programFolder, 'out', 'renderer'),
    rpc: program.rpc,
    files: program.files,
    port: given.port,
    cookieKey,
    // A second start of the program opens one more window of this one, with an address that still works.
    onTokenUsed: () => lock.announce(host.pageUrl()),
  })
  end.before(() => host.close())
  const url = host.pageUrl()
  lock.announce(url)
  program.start()
  process.stdout.write(`Santral: ${url}\n`)
  if (!given.isHeadless) await showWindow(url)
}

/** Ends the program when the window is closed. Without a browser the printed address is all there is, and the program goes on. */
async function showWindow(url: string): Promise<void> {
  const executable = findChromium()
  if (executable === undefined) {
    process.stderr.write(
      'Chromium bulunamadı; adresi bir tarayıcıda açın. · No Chromium was found; open the address in a browser.\n',
    )
    return
  }
  log.info('opening the window')
  const windowEnd = await openChromiumWindow({ executable, url, dataFolder }).closed
  if (windowEnd === 'closed') return end.now(0)
  if (windowEnd === 'failed') {
    process.stderr.write(
      'Pencere açılamadı; adresi bir tarayıcıda açın. · The window could not be opened; open the address in a browser.\n',
    )
  }
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(programFolder, 'package.json'), 'utf8')) as { version: string }).version
}

/** One plain sentence instead of a stack trace; a start while the program runs shows the window that is there. */
async function giveUp(error: unknown): Promise<void> {
  if (error instanceof DataFolderInUse && error.holder?.url !== undefined && !process.argv.includes('--headless')) {
    const executable = findChromium()
    if (executable !== undefined) {
      openChromiumWindow({ executable, url: error.holder.url, dataFolder }).process.unref()
      return end.now(0)
    }
  }
  log.error({ error }, 'the program cannot start')
  if (isOfCommandLine(error)) process.stderr.write(`${error.message}\n`)
  else explain(toStartUpProblem(error), error)
  await end.now(1)
}

/** Typed in by somebody who reads what a program says of its options: an option, a variable, a port that is taken. */
function isOfCommandLine(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  const { code = '' } = error as { code?: string }
  const isKnown = error instanceof WrongOption || error instanceof WrongEnvironment
  return isKnown || code.startsWith('ERR_PARSE_ARGS') || code === 'EADDRINUSE'
}

function explain(problem: StartUpProblem, error?: unknown): void {
  const { title, body } = wordStartUpProblem(problem, {
    locale: terminalLocale(),
    dataFolder,
    logFile: logFile(logsFolder(dataFolder)),
    backupFile: error instanceof DatabaseProblem ? error.backupFile : undefined,
    holder: error instanceof DataFolderInUse ? error.holder : undefined,
  })
  process.stderr.write(`${title}\n${body}\n`)
}

function terminalLocale(): Locale {
  return (process.env['LC_ALL'] ?? process.env['LANG'] ?? '').toLowerCase().startsWith('tr') ? 'tr' : 'en'
}
