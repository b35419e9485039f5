import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'
import type { DevtoolsConnection, DevtoolsSession } from './chrome-devtools.ts'

export interface PageTarget {
  id: string
  /** Paused before its first script, until `Runtime.runIfWaitingForDebugger`. */
  session: DevtoolsSession
}

export interface PageTargets {
  open(bounds: { x: number; y: number; width: number; height: number }): Promise<PageTarget>
  close(target: PageTarget): Promise<void>
}

/** Opens the pages of windows, and closes every page that one of them opens by itself before it can load anything. */
export async function createPageTargets(devtools: DevtoolsConnection): Promise<PageTargets> {
  const { browser } = devtools
  const attached = new Map<string, string>()

  browser.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'page' && targetInfo.openerId === undefined) attached.set(targetInfo.targetId, sessionId)
    else letGo(devtools.page(sessionId), targetInfo)
  })
  await browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })

  function letGo(session: DevtoolsSession, { type, targetId }: Protocol.Target.TargetInfo): void {
    const steps: Promise<unknown>[] = []
    if (type === 'page') {
      // The opener's `window.open` waits for the new page to run, so it runs first; its requests stay held back for ever.
      steps.push(session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }))
      steps.push(session.send('Runtime.runIfWaitingForDebugger'))
      steps.push(browser.send('Target.closeTarget', { targetId }))
    } else steps.push(session.send('Runtime.runIfWaitingForDebugger'))
    // Whichever of them comes too late finds the page closed, as it should be.
    void Promise.allSettled(steps)
  }

  return {
    async open({ x, y, width, height }) {
      const { targetId } = await browser.send('Target.createTarget', {
        url: 'about:blank',
        newWindow: true,
        left: x,
        top: y,
        width,
        height,
      })
      const sessionId = attached.get(targetId)
      if (sessionId === undefined) throw new Error('Chromium opened a page and did not say so')
      return { id: targetId, session: devtools.page(sessionId) }
    },
    async close({ id }) {
      await browser.send('Target.closeTarget', { targetId: id })
    },
  }
}
