import { RPCHandler as MessagePortRpcHandler } from '@orpc/server/message-port'
import { RPCHandler as WebSocketRpcHandler } from '@orpc/server/ws'
import type { WebSocket } from 'ws'
import { newId } from '#shared/domain/ids.ts'
import type { Services } from '../services.ts'
import type { Connection, RpcContext } from './context.ts'
import { router } from './router.ts'

/** A port as the desktop host hands it over: the part of Electron's MessagePortMain and of Node's MessagePort that is used. */
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
}

export function createRpcServer(services: Services): RpcServer {
  const overPort = new MessagePortRpcHandler<RpcContext>(router)
  const overSocket = new WebSocketRpcHandler<RpcContext>(router)
  const connections = new Set<Connection>()

  function openConnection(): RpcContext {
    const connection: Connection = { id: newId(), isGreeted: false, sessionId: null }
    connections.add(connection)
    return { connection, services }
  }

  return {
    servePort(port) {
      const context = openConnection()
      overPort.upgrade(port as Parameters<typeof overPort.upgrade>[0], { context })
      port.on('close', () => connections.delete(context.connection))
      port.start()
    },
    serveSocket(socket) {
      const context = openConnection()
      socket.on('close', () => connections.delete(context.connection))
      void overSocket.upgrade(socket, { context })
    },
    connectionCount: () => connections.size,
  }
}
