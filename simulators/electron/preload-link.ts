import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { DevtoolsSession } from './chrome-devtools.ts'
import { createCloneCodec } from './clone-codec.ts'
import { reportProblem } from './control.ts'
import { receiveExposedApis, runPreload, type WordFromPage } from './isolated-world.ts'
import { MessagePortMain } from './message-port-main.ts'

/** The name that Electron gives to it, too. */
const WORLD = 'Electron Isolated Context'

export interface MessageFromPreload {
  contextId: number
  channel: string
  message: unknown
  ports: MessagePortMain[]
}

/** The line between main and the preload of one page, through the isolated world of its top frame. */
export class PreloadLink {
  private readonly codec = createCloneCodec()
  private readonly names = {
    binding: nameNobodyKnows(),
    toPage: nameNobodyKnows(),
    toPreload: nameNobodyKnows(),
    world: nameNobodyKnows(),
  }
  private readonly ports = new Map<string, MessagePortMain>()
  private readonly session: DevtoolsSession
  private readonly onMessage: (message: MessageFromPreload) => void
  /** Where the preload of the current document runs. */
  private contextId: number | undefined

  constructor(session: DevtoolsSession, onMessage: (message: MessageFromPreload) => void) {
    this.session = session
    this.onMessage = onMessage
  }

  async install(preloadFile: string): Promise<void> {
    const { session, names } = this
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === names.binding) this.hear(JSON.parse(payload) as WordFromPage, executionContextId)
    })
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) this.contextId = context.id
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.disconnect(key => key.startsWith(`${executionContextId}:`))
    })
    session.on('Runtime.executionContextsCleared', () => this.disconnectAll())
    await session.send('Runtime.addBinding', { name: names.binding, executionContextName: WORLD })
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${receiveExposedApis.toString()})(${JSON.stringify(names)})`,
    })
    const preload = `function (require, module, exports) {${readFileSync(preloadFile, 'utf8')}\n}`
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${runPreload.toString()})(${createCloneCodec.toString()}, ${JSON.stringify(names)}, ${preload})`,
      worldName: WORLD,
    })
  }

  send(channel: string, values: unknown[]): void {
    if (this.contextId !== undefined) this.call(this.contextId, 'ipc', channel, this.codec.encode(values))
  }

  disconnectAll(): void {
    this.contextId = undefined
    this.disconnect(() => true)
  }

  private hear(word: WordFromPage, contextId: number): void {
    switch (word.kind) {
      case 'ipc': {
        const ports = word.ports.map(number => this.openPort(contextId, number))
        const message = this.codec.decode(word.message)
        return this.onMessage({ contextId, channel: word.channel, message, ports })
      }
      case 'port-message':
        return this.ports.get(`${contextId}:${word.port}`)?.receive(this.codec.decode(word.data))
      case 'port-closed':
        return this.disconnect(key => key === `${contextId}:${word.port}`)
      case 'preload-failed':
        return reportProblem(`The preload failed: ${word.message}`)
    }
  }

  private openPort(contextId: number, number: number): MessagePortMain {
    const port = new MessagePortMain({
      send: data => this.call(contextId, 'deliver', number, this.codec.encode(data)),
      close: () => this.call(contextId, 'close', number),
    })
    this.ports.set(`${contextId}:${number}`, port)
    return port
  }

  private disconnect(isMeant: (key: string) => boolean): void {
    for (const [key, port] of this.ports) {
      if (!isMeant(key)) continue
      this.ports.delete(key)
      port.disconnect()
    }
  }

  private call(contextId: number, name: string, ...values: (string | number)[]): void {
    this.session
      .send('Runtime.callFunctionOn', {
        functionDeclaration: `(name, ...values) => globalThis[${JSON.stringify(this.names.world)}][name](...values)`,
        executionContextId: contextId,
        arguments: [name, ...values].map(value => ({ value })),
      })
      // The document may have gone in the meantime; what is sent to it is lost, as with the real one.
      .catch(() => {})
  }
}

function nameNobodyKnows(): string {
  return `electron${randomBytes(12).toString('hex')}`
}
