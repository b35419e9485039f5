import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { allWindowsClosed, app, chromiumOfApp } from './app.ts'
import { happened, onCommand, reportProblem } from './control.ts'
import type { Picture } from './native-image.ts'
import { PreventableEvent } from './preventable-event.ts'
import { refuseUnknown } from './refuse-unknown.ts'
import { WebContents } from './web-contents.ts'
import { windows } from './window-list.ts'

type Options = Pick<
  Electron.BrowserWindowConstructorOptions,
  | 'x'
  | 'y'
  | 'width'
  | 'height'
  | 'minWidth'
  | 'minHeight'
  | 'show'
  | 'title'
  | 'icon'
  | 'backgroundColor'
  | 'autoHideMenuBar'
  | 'webPreferences'
>

let focused: BrowserWindow | null = null

/** Electron's BrowserWindow over a page of a Chromium that shows nothing; where it stands and whether it is seen is only noted. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  private bounds: Electron.Rectangle
  private state: 'normal' | 'maximized' | 'minimized' = 'normal'

  constructor(options: Options) {
    super()
    const { x = 0, y = 0, width = 800, height = 600, webPreferences = {} } = options
    const { preload, contextIsolation, sandbox, nodeIntegration, webSecurity } = webPreferences
    if (!contextIsolation || !sandbox || nodeIntegration !== false || !webSecurity || preload === undefined) {
      throw new Error('The Electron double shows sandboxed, isolated pages with a preload only')
    }
    this.bounds = { x, y, width, height }
    this.webContents = new WebContents({ ...chromiumOfApp(), preload, bounds: this.bounds })
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    const double = refuseUnknown('BrowserWindow', this)
    windows.add(double)
    const { webPreferences: _preferences, ...look } = options
    happened('window-opened', { ...look, bounds: this.bounds })
    app.emit('web-contents-created', {}, this.webContents)
    return double
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.load(address)
  }

  show(): void {
    happened('window-shown')
    this.focus()
  }

  focus(): void {
    noteFocus(this)
    happened('window-focused')
  }

  isFocused(): boolean {
    return focused === this
  }

  isMinimized(): boolean {
    return this.state === 'minimized'
  }

  restore(): void {
    this.state = 'normal'
  }

  maximize(): void {
    this.state = 'maximized'
    this.emit('maximize')
  }

  minimize(): void {
    this.state = 'minimized'
    if (focused === this) focused = null
    this.emit('minimize')
  }

  isMaximized(): boolean {
    return this.state === 'maximized'
  }

  getNormalBounds(): Electron.Rectangle {
    return { ...this.bounds }
  }

  setBounds(bounds: Electron.Rectangle): void {
    this.bounds = { ...bounds }
    this.emit('move')
    this.emit('resize')
  }

  setOverlayIcon(image: Picture | null, words: string): void {
    happened('overlay', image === null ? null : { size: image.getSize(), words })
  }

  setBackgroundColor(color: string): void {
    happened('window-background', color)
  }

  close(): void {
    const event = new PreventableEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (!windows.delete(this)) return
    if (focused === this) focused = null
    this.webContents.destroy().catch(reportProblem)
    this.emit('closed')
    happened('window-closed')
    if (windows.size === 0) allWindowsClosed()
  }
}

function noteFocus(window: BrowserWindow): void {
  focused = window
}

function theWindow(): BrowserWindow {
  const [window] = windows
  if (!(window instanceof BrowserWindow)) throw new Error('There is no window')
  return window
}

onCommand('move-window', (bounds: Electron.Rectangle) => theWindow().setBounds(bounds))
onCommand('maximize-window', () => theWindow().maximize())
onCommand('minimize-window', () => theWindow().minimize())
onCommand('close-window', () => theWindow().close())
onCommand('crash-page', () => theWindow().webContents.crash())
onCommand('right-click', (parameters: object) => theWindow().webContents.emit('context-menu', {}, parameters))
