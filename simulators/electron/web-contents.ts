import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import type { DevtoolsEvents, DevtoolsSession } from './chrome-devtools.ts'
import { happened, reportProblem } from './control.ts'
import { ipcMain } from './ipc-main.ts'
import { answerRequest } from './page-requests.ts'
import type { PageTarget, PageTargets } from './page-targets.ts'
import { settlePermissions } from './permissions.ts'
import { PreloadLink } from './preload-link.ts'
import { PreventableEvent } from './preventable-event.ts'
import { refuseUnknown } from './refuse-unknown.ts'
import { fromChromium, toChromium } from './scheme-mapping.ts'
import { WebFrames } from './web-frames.ts'

export interface PageOptions {
  targets: Promise<PageTargets>
  browser: Promise<DevtoolsSession>
  preload: string
  bounds: Electron.Rectangle
}

interface OpenPage {
  target: PageTarget
  session: DevtoolsSession
  frames: WebFrames
  preload: PreloadLink
}

type WindowOpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' }

/** Electron's WebContents over one page of Chromium, which opens a moment after the object is there. */
export class WebContents extends EventEmitter {
  private readonly options: PageOptions
  private readonly page: Promise<OpenPage>
  private windowOpenHandler: WindowOpenHandler | undefined
  /** Main asked for the navigation that comes next, so that nobody is asked about it. */
  private isNavigatedByMain = false

  constructor(options: PageOptions) {
    super()
    this.options = options
    const double = refuseUnknown('WebContents', this as WebContents)
    this.page = double.open()
    this.page.catch(reportProblem)
    // biome-ignore lint/correctness/noConstructorReturn: what the program holds must refuse what is not there
    return double
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler
  }

  send(channel: string, ...values: unknown[]): void {
    void this.page.then(({ preload }) => preload.send(channel, values))
  }

  reload(): void {
    void this.page.then(({ session }) => {
      this.isNavigatedByMain = true
      return session.send('Page.reload')
    })
  }

  /** Resolves when the page has loaded, as Electron's does. */
  async load(address: string): Promise<void> {
    const { session } = await this.page
    const chromiumAddress = toChromium(address)
    await settlePermissions(await this.options.browser, this, new URL(chromiumAddress).origin)
    const finished = new Promise<void>(resolve => this.once('did-finish-load', () => resolve()))
    this.isNavigatedByMain = true
    const { errorText } = await session.send('Page.navigate', { url: chromiumAddress })
    if (errorText) throw new Error(`${errorText} loading '${address}'`)
    await finished
  }

  async crash(): Promise<void> {
    const { session } = await this.page
    // The answer never comes: the page that would give it is gone.
    session.send('Page.crash').catch(() => {})
  }

  async destroy(): Promise<void> {
    const { target, preload } = await this.page
    await (await this.options.targets).close(target)
    preload.disconnectAll()
  }

  private async open(): Promise<OpenPage> {
    const targets = await this.options.targets
    const target = await targets.open(this.options.bounds)
    const { session } = target
    const frames = new WebFrames(session)
    const preload = new PreloadLink(session, ({ contextId, channel, message, ports }) => {
      const event = new PreventableEvent({ sender: this, senderFrame: frames.ofContext(contextId), ports })
      ipcMain.emit(channel, refuseUnknown('IpcMainEvent', event), message)
    })
    session.on('Page.loadEventFired', () => {
      happened('page-loaded')
      this.emit('did-finish-load')
    })
    session.on('Page.windowOpen', ({ url }) => this.windowOpened(url))
    session.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
      // An address without a request (`mailto:`, `tel:`): nothing can be held back, and Chromium without a desktop drops it.
      if (!/^https?:/.test(url)) this.mayNavigate(frames, target, frameId, url)
    })
    session.on('Fetch.requestPaused', paused => void this.request(session, frames, target, paused))
    session.on('Inspector.targetCrashed', () => {
      preload.disconnectAll()
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    })
    await session.send('Page.enable')
    await session.send('Runtime.enable')
    await session.send('Fetch.enable', { patterns: [{ urlPattern: 'http*' }] })
    await preload.install(this.options.preload)
    await session.send('Runtime.runIfWaitingForDebugger')
    return { target, session, frames, preload }
  }

  private windowOpened(url: string): void {
    const answer = this.windowOpenHandler?.({ url: fromChromium(url) })
    if (answer?.action !== 'deny') reportProblem('The Electron double opens no window for a page')
  }

  private async request(
    session: DevtoolsSession,
    frames: WebFrames,
    target: PageTarget,
    paused: DevtoolsEvents['Fetch.requestPaused'],
  ): Promise<void> {
    try {
      const { requestId, request, frameId, resourceType } = paused
      if (resourceType === 'Document') {
        const isByMain = this.isNavigatedByMain && frameId === target.id
        if (isByMain) this.isNavigatedByMain = false
        if (!isByMain && !this.mayNavigate(frames, target, frameId, request.url)) {
          await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
          return
        }
      }
      await answerRequest(session, paused)
    } catch (error) {
      // A page that goes takes its requests along.
      if (!/Invalid InterceptionId|Session with given id/.test(String(error))) reportProblem(error)
    }
  }

  private mayNavigate(frames: WebFrames, target: PageTarget, frameId: string, url: string): boolean {
    const navigation = new PreventableEvent({
      url: fromChromium(url),
      isMainFrame: frameId === target.id,
      frame: frames.get(frameId),
    })
    this.emit('will-frame-navigate', refuseUnknown('will-frame-navigate', navigation))
    return !navigation.defaultPrevented
  }
}
