import { RPCHandler as MessagePortRpcHandler } from '@orpc/server/message-port'
import { RPCHandler as WebSocketRpcHandler } from '@orpc/server/ws'
import type { WebSocket } from 'ws'
import { newId } from '#shared/domain/ids.ts'
import { createLogger } from '../logging/logger.ts'
import type { Services } from '../services.ts'
import type { Connection, RpcContext, Viewer } from './context.ts'
import { isRequestFrame } from './request-frame.ts'
import { router } from './router.ts'

const log = createLogger('rpc')

/** A page that does not take what it is sent is given up: it comes back and asks again for what it shows. */
const MOST_UNSENT_BYTES = 32 * 1024 * 1024
const POLICY_VIOLATION = 1008

/** A port as the desktop host hands it over: the part of Electron's MessagePortMain that is used. */
export interface RpcPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** The one router behind its two transports. Every port or socket is one connection with a context of its own. */
export interface RpcServer {
  servePort(port: RpcPort): void
  serveSocket(socket: WebSocket): void
  connectionCount(): number
  /** Who is signed in, and not locked, in the windows of this very program. */
  viewersAtDesk(): Viewer[]
}

export function createRpcServer(services: Services): RpcServer {
  const overPort = new MessagePortRpcHandler<RpcContext>(router)
  const overSocket = new WebSocketRpcHandler<RpcContext>(router)
  const connections = new Set<Connection>()

  function openConnection(isAtDesk: boolean): RpcContext {
    const connection: Connection = { id: newId(), isAtDesk, isGreeted: false, sessionId: null }
    connections.add(connection)
    return { connection, services }
  }

  return {
    servePort(port) {
      const context = openConnection(true)
      overPort.upgrade(guardPort(port) as Parameters<typeof overPort.upgrade>[0], { context })
      port.on('close', () => connections.delete(context.connection))
      port.start()
    },
    serveSocket(socket) {
      const context = openConnection(false)
      socket.on('close', () => connections.delete(context.connection))
      void overSocket.upgrade(guardSocket(socket), { context })
    },
    connectionCount: () => connections.size,
    viewersAtDesk() {
      return [...connections].flatMap(({ isAtDesk, sessionId }) => {
        const current = isAtDesk && sessionId !== null ? services.session.viewerOf(sessionId) : null
        return current === null || current.isLocked ? [] : [current.viewer]
      })
    },
  }
}

/** The port, with only those messages that oRPC can read. */
export function guardPort(port: RpcPort): Pick<RpcPort, 'postMessage' | 'on'> {
  function pass(listener: (event: { data: unknown }) => void) {
    return (event: { data: unknown }): void => {
      if (isRequestFrame(event.data)) listener(event)
      else log.warn('a page said something that cannot be read')
    }
  }
  return {
    postMessage(message) {
      try {
        port.postMessage(message)
      } catch (error) {
        log.warn({ error }, 'an answer could not be given')
      }
    },
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (event === 'close') return port.on(event, listener as () => void)
      return isNodePort(port) ? port.addEventListener(event, pass(listener)) : port.on(event, pass(listener))
    },
  }
}

/** Node's own port gives `on` the bare message, and `addEventListener` the event that Electron's gives to both. */
function isNodePort(
  port: RpcPort,
): port is RpcPort & { addEventListener(event: string, listener: (event: { data: unknown }) => void): void } {
  return 'addEventListener' in port
}

/** The socket, with only those messages that oRPC can read, for as long as the page takes what it is sent. */
export function guardSocket(socket: WebSocket): Pick<WebSocket, 'send' | 'addEventListener'> {
  return {
    send(data: Parameters<WebSocket['send']>[0]) {
      if (socket.bufferedAmount <= MOST_UNSENT_BYTES) return socket.send(data)
      log.warn({ unsentBytes: socket.bufferedAmount }, 'a page does not take what it is sent')
      socket.terminate()
    },
    addEventListener: ((event: 'message' | 'close', listener: (event: { data: unknown }) => void) => {
      if (event !== 'message') return socket.on(event, listener)
      // Text arrives as a string here, and anything else in a form that is no frame.
      socket.addEventListener('message', ({ data }) => {
        if (isRequestFrame(data)) return listener({ data })
        log.warn('a page said something that cannot be read')
        socket.close(POLICY_VIOLATION)
      })
    }) as WebSocket['addEventListener'],
  }
}
