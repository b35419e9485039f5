import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import { beginLife, type LifeNote } from './begin-life.ts'
import { type AppConfig, defaultDataFolder, readEnvironment } from './config.ts'
import { lockDataFolder } from './db/data-folder-lock.ts'
import { DatabaseProblem } from './db/database-problem.ts'
import { createDesktopBadge } from './desktop/badge.ts'
import { keepEverythingIn } from './desktop/data-folder.ts'
import { createDesktopDialogs } from './desktop/dialogs.ts'
import { catchTheUncaught } from './desktop/last-resort.ts'
import { createLoginStart } from './desktop/login-start.ts'
import { createMainWindow } from './desktop/main-window.ts'
import { installMenus } from './desktop/menus.ts'
import { guardNavigation } from './desktop/navigation-guard.ts'
import { createDesktopNotifier } from './desktop/notifier.ts'
import { registerPageScheme, servePage } from './desktop/page-protocol.ts'
import { guardNetwork, guardPermissions } from './desktop/permission-guard.ts'
import { createDesktopPower } from './desktop/power.ts'
import { findProgramLink, LINK_SCHEME, type Place, parseProgramLink } from './desktop/program-link.ts'
import { stopOnQuit } from './desktop/quit.ts'
import { acceptRpcPorts } from './desktop/rpc-port.ts'
import { createDesktopSecretStore } from './desktop/secret-store.ts'
import { createDesktopShell, openLinkOfPage } from './desktop/shell.ts'
import { systemLanguage } from './desktop/system-language.ts'
import { createDesktopThisPc } from './desktop/this-pc.ts'
import { openThisPcFile } from './desktop/this-pc-file.ts'
import { createTray } from './desktop/tray.ts'
import { canBeRenewed, createDesktopUpdater, type LoadedUpdater } from './desktop/updater.ts'
import { createWindowMemory } from './desktop/window-memory.ts'
import { createLogger, logFile, logsFolder, startLogging } from './logging/logger.ts'
import { silenceLibsignal } from './logging/silence-libsignal.ts'
import { createSystemClock } from './ports/system-clock.ts'
import { createProgram } from './program.ts'
import { type StartUpProblem, toStartUpProblem, wordStartUpProblem } from './start-up-problem.ts'

// The desktop host: the whole application in a window of Electron.
silenceLibsignal()
registerPageScheme()
app.enableSandbox()
// Windows shows notices only of a program that it knows by this name, which the installer gives to the shortcut, too.
app.setAppUserModelId('com.santral.desktop')

// The installer's entry is enough on macOS and Linux; Windows is told by the program, and only by one that is installed.
if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)

const programFolder = fileURLToPath(new URL('../../', import.meta.url))
const dialogs = createDesktopDialogs()
let dataFolder = defaultDataFolder(process.platform, process.env)
/** A link that comes before there is a window: macOS tells of the one that began the program very early. */
let linkOfStart: Place | undefined
let follow = (place: Place | undefined) => {
  linkOfStart = place
}
app.on('open-url', (event, url) => {
  event.preventDefault()
  follow(parseProgramLink(url))
})
/** How to end what was started, newest last. */
const stops: (() => Promise<void> | void)[] = []

const { leave } = stopOnQuit(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})
catchTheUncaught(() => void explainAndQuit('stopped'))
try {
  const environment = readEnvironment(process.env)
  dataFolder = environment.dataFolder ?? dataFolder
  keepEverythingIn(dataFolder)
  // Not awaited: Electron becomes ready only after this file has run to its end.
  if (app.requestSingleInstanceLock())
    void app
      .whenReady()
      .then(() => start(environment))
      .catch(explainFailedStart)
  else app.quit()
} catch (error) {
  explainFailedStart(error)
}

function start({ clockFile, endpoints }: ReturnType<typeof readEnvironment>): void {
  const clock = createSystemClock({ offsetFile: clockFile })
  stops.push(() => clock.stop())
  const lock = lockDataFolder({ folder: dataFolder, now: clock.now() })
  stops.push(() => lock.release())
  const logging = startLogging({ folder: logsFolder(dataFolder), level: 'info' })
  stops.push(() => logging.stop())
  const shell = createDesktopShell()
  installMenus(systemLanguage())
  guardPermissions()
  guardNetwork()
  guardNavigation({ openLink: address => openLinkOfPage(shell, address) })
  const thisPcFile = openThisPcFile({ folder: dataFolder })
  const window = createMainWindow({
    preload: join(programFolder, 'out', 'preload', 'index.cjs'),
    icon: join(programFolder, 'resources', 'icon.png'),
    memory: createWindowMemory(thisPcFile),
    explainCrash: () => dialogs.showProblem(inWords('page-crashed')),
  })
  const config: AppConfig = {
    dataFolder,
    programFolder,
    programVersion: app.getVersion(),
    host: 'desktop',
    endpoints,
  }
  const { platform } = process
  const locale = systemLanguage()
  const tray = createTray({
    resources: join(programFolder, 'resources'),
    locale,
    platform,
    onOpen: () => window.show(),
  })
  const { env: environment } = process
  const isInstalled = app.isPackaged
  const thisPc = createDesktopThisPc({
    file: thisPcFile,
    loginStart: createLoginStart({ platform, environment, isInstalled, executable: process.execPath }),
  })
  const ports = {
    badge: createDesktopBadge({ window, tray, locale, platform }),
    notifier: createDesktopNotifier({
      isAttended: () => window.isAttended(),
      onClick(conversationId, leadId) {
        if (conversationId) window.openConversation(conversationId)
        else if (leadId) window.openPlace(`/leads/${leadId}`)
        else window.show()
      },
    }),
    secretStore: createDesktopSecretStore(),
    power: createDesktopPower(),
    dialogs,
    thisPc,
    updater: createDesktopUpdater({
      isAvailable: canBeRenewed({ isInstalled, platform, environment, resources: process.resourcesPath }),
      load: loadUpdater,
      leave,
    }),
  }
  const note: LifeNote = {}
  const program = createProgram({
    begin: ({ restart }) =>
      beginLife({
        config,
        ports: { ...ports, restart },
        clock,
        clockFile,
        locale: systemLanguage(),
        shell,
        note,
        quit: () => app.quit(),
        onProblem: error => createLogger('desktop').error({ error }, 'the database cannot be opened'),
      }),
    onFailure: explainFailedStart,
  })
  stops.push(() => program.stop())
  program.open()
  servePage({ folder: join(programFolder, 'out', 'renderer'), files: program.files })
  acceptRpcPorts(port => program.rpc.servePort(port))
  follow = place => (place === undefined ? window.show() : window.openPlace(place))
  app.on('second-instance', (_event, argv) => follow(findProgramLink(argv)))
  app.on('window-all-closed', () => {
    if (!thisPc.staysInTray()) app.quit()
  })
  program.start()
  follow(linkOfStart ?? findProgramLink(process.argv))
}

async function loadUpdater(): Promise<LoadedUpdater> {
  const { autoUpdater, CancellationToken } = (await import('electron-updater')).default
  return { updater: autoUpdater, createCancellation: () => new CancellationToken() }
}

function explainFailedStart(error: unknown): void {
  createLogger('desktop').error({ error }, 'the program cannot start')
  void explainAndQuit(toStartUpProblem(error), error instanceof DatabaseProblem ? error.backupFile : undefined)
}

/** A plain sentence in the system's language, never a stack trace. */
async function explainAndQuit(problem: StartUpProblem, backupFile?: string): Promise<void> {
  process.exitCode = 1
  await app.whenReady()
  await dialogs.showProblem(inWords(problem, backupFile))
  app.quit()
}

function inWords(problem: StartUpProblem, backupFile?: string): { title: string; body: string } {
  const places = { locale: systemLanguage(), dataFolder, logFile: logFile(logsFolder(dataFolder)), backupFile }
  return wordStartUpProblem(problem, places)
}
