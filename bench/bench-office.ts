import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type Database from 'better-sqlite3'
import { WebSocket, WebSocketServer } from 'ws'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { Contract } from '#shared/contract/index.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { createApp, databaseFile } from '../src/main/app.ts'
import {
  noFolderDialog,
  noUpdater,
  pageBadge,
  pageNotifier,
  unawarePower,
  unknownPc,
} from '../src/main/browser/quiet-ports.ts'
import { openDatabase } from '../src/main/db/open-database.ts'
import { createSessions } from '../src/main/features/session/sessions.ts'
import { createLogger } from '../src/main/logging/logger.ts'
import { createFileSecretStore } from '../src/main/ports/file-secret-store.ts'
import { createSystemClock } from '../src/main/ports/system-clock.ts'
import type { RpcPort, RpcServer } from '../src/main/rpc/rpc-server.ts'

export type Client = ContractRouterClient<Contract>
/** Whatever answers over the two transports: the application, or the echo of its answers. */
export type Served = Pick<RpcServer, 'servePort' | 'serveSocket'>

const NOWHERE = 'http://127.0.0.1:9'
const programFolder = join(import.meta.dirname, '..')

/** The whole application on the database of a folder, with nothing begun that runs by itself. */
export function openBenchOffice(
  folder: string,
  prepare: (sqlite: Database.Database) => void = () => {},
  // The discard port: nothing answers there.
  graph = NOWHERE,
) {
  const clock = createSystemClock({ offsetFile: undefined })
  const database = openDatabase({
    file: databaseFile(folder),
    migrationsFolder: join(programFolder, 'drizzle'),
    backupsFolder: join(folder, 'backups'),
    clock,
    log: createLogger('bench'),
  })
  prepare(database.sqlite)
  const app = createApp({
    config: {
      dataFolder: folder,
      programFolder,
      programVersion: '0.0.0',
      host: 'browser',
      endpoints: {
        whatsapp: 'ws://127.0.0.1:9',
        whatsappRootKey: undefined,
        media: NOWHERE,
        graph,
      },
    },
    ports: {
      clock,
      notifier: pageNotifier,
      badge: pageBadge,
      secretStore: createFileSecretStore({ file: join(folder, 'secret-key') }),
      power: unawarePower,
      dialogs: noFolderDialog,
      thisPc: unknownPc,
      updater: noUpdater,
      restart: () => {},
    },
    database,
  })
  return {
    app,
    database,
    clock,
    signIn: (staffId: StaffId) =>
      createSessions({ db: database.db, clock }).open(database.db, { sessionId: null }, staffId),
    async close() {
      await app.stop()
      clock.stop()
      database.close()
    },
  }
}
export type BenchOffice = ReturnType<typeof openBenchOffice>

export function hasOffice(folder: string): boolean {
  return existsSync(databaseFile(folder))
}

export interface Connection {
  readonly client: Client
  close(): void | Promise<void>
}

/** As the desktop's page: over a message port. */
export function connectByPort(served: Served): Connection {
  const { port1, port2 } = new MessageChannel()
  served.servePort(port1 as unknown as RpcPort)
  port2.start()
  return { client: createORPCClient(new RPCLink({ port: port2 as never })), close: () => port2.close() }
}

/** As a browser's page: over a socket of this machine. */
export async function connectBySocket(served: Served): Promise<Connection> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise<void>(resolve => server.once('listening', resolve))
  server.on('connection', socket => served.serveSocket(socket))
  const { port } = server.address() as { port: number }
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return {
    client: createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket })),
    close: async () => {
      socket.terminate()
      for (const other of server.clients) other.terminate()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

export async function greet({ client }: Connection, sessionToken: string): Promise<void> {
  await client.system.hello({ contract: CONTRACT_VERSION, sessionToken })
}
