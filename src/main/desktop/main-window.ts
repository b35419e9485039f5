import { BrowserWindow, type NativeImage, nativeTheme, powerMonitor, screen } from 'electron'
import type { ConversationId } from '#shared/domain/ids.ts'
import { createLogger } from '../logging/logger.ts'
import { PAGE_ADDRESS } from './page-address.ts'
import type { Place } from './program-link.ts'
import type { WindowMemory } from './window-memory.ts'
import { placeWindow, SMALLEST } from './window-placement.ts'

/** Moving and resizing come in hundreds of small steps; the place is remembered when they pause. */
const REMEMBER_AFTER = 500

/** Nobody touched mouse or keyboard for so long. */
const AWAY_AFTER_SECONDS = 60

/** A page that crashes again within this time is loaded when the person has read so, and not by itself for ever. */
const CRASH_AGAIN_WITHIN = 60_000

const log = createLogger('desktop')

/** The one window. It may be closed and opened again while the program runs. */
export interface MainWindow {
  /** Brings the window to the front; opens it when there is none. */
  show(): void
  openConversation(conversationId: ConversationId): void
  openPlace(place: Place): void
  /** Whether it is in front and somebody is at the PC; a window left in front overnight is looked at by nobody. */
  isAttended(): boolean
  /** A small picture on the taskbar of Windows, with its words for a screen reader; null takes it away. */
  setOverlay(overlay: Overlay | null): void
}

interface Overlay {
  readonly icon: NativeImage
  readonly words: string
}

export function createMainWindow({
  preload,
  icon,
  memory,
  explainCrash,
}: {
  preload: string
  icon: string
  memory: WindowMemory
  /** Resolves when the person has read it. */
  explainCrash: () => Promise<void>
}): MainWindow {
  let current: BrowserWindow | undefined
  let overlay: Overlay | null = null

  nativeTheme.on('updated', () => current?.setBackgroundColor(backgroundColor()))

  function open(place?: Place): BrowserWindow {
    const remembered = memory.recall()
    const window = new BrowserWindow({
      ...placeWindow(remembered?.bounds, screenAreas()),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: 'Santral',
      icon,
      backgroundColor: backgroundColor(),
      autoHideMenuBar: true,
      webPreferences: {
        preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        nodeIntegrationInWorker: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        // Its dictionaries come from a server of Google.
        spellcheck: false,
      },
    })
    if (remembered?.isMaximized) window.maximize()
    // A window that is not seen yet has no place on the taskbar.
    window.once('ready-to-show', () => {
      window.show()
      if (overlay !== null) window.setOverlayIcon(overlay.icon, overlay.words)
    })
    rememberPlace(window, memory)
    reloadAfterCrash(window, explainCrash)
    window.once('closed', () => {
      current = undefined
    })
    window
      .loadURL(place === undefined ? PAGE_ADDRESS : `${PAGE_ADDRESS}#${place}`)
      .catch((error: unknown) => log.error({ error }, 'the page could not be loaded'))
    return window
  }

  function show(): BrowserWindow {
    if (!current) {
      current = open()
      return current
    }
    if (current.isMinimized()) current.restore()
    current.show()
    current.focus()
    return current
  }

  return {
    show: () => void show(),
    isAttended: () => current?.isFocused() === true && powerMonitor.getSystemIdleTime() < AWAY_AFTER_SECONDS,
    setOverlay(wanted) {
      overlay = wanted
      current?.setOverlayIcon(wanted?.icon ?? null, wanted?.words ?? '')
    },
    openConversation: conversationId => show().webContents.send('santral:open-conversation', conversationId),
    openPlace(place) {
      // A page that is not there yet hears nothing: it begins at the place.
      if (current) show().webContents.send('santral:open-place', place)
      else current = open(place)
    },
  }
}

function screenAreas(): [Electron.Rectangle, ...Electron.Rectangle[]] {
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  return [main.workArea, ...others.map(({ workArea }) => workArea)]
}

/** What is seen before the page is painted: the page's own background, so that nothing flashes. */
function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? '#16191c' : '#ffffff'
}

function rememberPlace(window: BrowserWindow, memory: WindowMemory): void {
  let timer: NodeJS.Timeout | undefined
  const remember = () => {
    clearTimeout(timer)
    memory.remember({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() })
  }
  const rememberSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(remember, REMEMBER_AFTER)
  }
  window.on('resize', rememberSoon)
  window.on('move', rememberSoon)
  window.on('close', remember)
  window.once('closed', () => clearTimeout(timer))
}

function reloadAfterCrash(window: BrowserWindow, explain: () => Promise<void>): void {
  let lastCrashAt = Number.NEGATIVE_INFINITY
  let isOpen = true
  window.once('closed', () => {
    isOpen = false
  })
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.error({ reason, exitCode }, 'the page crashed')
    const now = performance.now()
    const isFirst = now - lastCrashAt > CRASH_AGAIN_WITHIN
    lastCrashAt = now
    if (isFirst) return window.webContents.reload()
    const reload = () => {
      if (isOpen) window.webContents.reload()
    }
    explain().then(reload, reload)
  })
}
