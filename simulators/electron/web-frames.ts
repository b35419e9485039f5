import type { DevtoolsSession } from './chrome-devtools.ts'
import { refuseUnknown } from './refuse-unknown.ts'
import { fromChromium } from './scheme-mapping.ts'

/** Electron's WebFrameMain, as far as it is used. */
export interface WebFrame {
  readonly url: string
  readonly parent: WebFrame | null
}

/** The frames of one page, as Chromium tells of them. */
export class WebFrames {
  private readonly frames = new Map<string, { url: string; parentId: string | undefined; double: WebFrame }>()
  /** What a frame's document was given, by its execution context. */
  private readonly contexts = new Map<number, string>()

  constructor(session: DevtoolsSession) {
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => this.set(frameId, parentFrameId, ''))
    session.on('Page.frameDetached', ({ frameId, reason }) => {
      if (reason !== 'swap') this.frames.delete(frameId)
    })
    session.on('Page.frameNavigated', ({ frame }) => {
      this.set(frame.id, frame.parentId, frame.url + (frame.urlFragment ?? ''))
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      this.set(frameId, this.frames.get(frameId)?.parentId, url)
    })
    session.on('Runtime.executionContextCreated', ({ context }) => {
      this.contexts.set(context.id, (context.auxData as { frameId: string }).frameId)
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.contexts.delete(executionContextId),
    )
    session.on('Runtime.executionContextsCleared', () => this.contexts.clear())
  }

  /** Null when the frame is gone, as Electron's `senderFrame` is. */
  get(frameId: string | undefined): WebFrame | null {
    return this.frames.get(frameId ?? '')?.double ?? null
  }

  ofContext(contextId: number): WebFrame | null {
    return this.get(this.contexts.get(contextId))
  }

  private set(id: string, parentId: string | undefined, url: string): void {
    const known = this.frames.get(id)
    if (known) {
      known.url = url
      return
    }
    const { frames } = this
    const entry = { url, parentId, double: undefined as unknown as WebFrame }
    entry.double = refuseUnknown('WebFrameMain', {
      get url() {
        return fromChromium(entry.url)
      },
      get parent() {
        return frames.get(parentId ?? '')?.double ?? null
      },
    })
    frames.set(id, entry)
  }
}
