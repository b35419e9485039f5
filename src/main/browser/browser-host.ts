import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { FileRequests } from '../features/files/file-requests.ts'
import { FILES_PATH } from '../features/files/tickets.ts'
import { createLogger } from '../logging/logger.ts'
import { LONGEST_FRAME } from '../rpc/request-frame.ts'
import type { RpcServer } from '../rpc/rpc-server.ts'
import { securityHeaders } from '../security-headers.ts'
import { type Access, createAccess } from './access.ts'
import { createFileHandler } from './file-handler.ts'
import { createPageAnswer } from './page-answer.ts'

const log = createLogger('browser-host')

/** Where the page's socket arrives. */
const RPC_PATH = '/rpc'

export interface BrowserHost {
  readonly port: number
  /** An address that opens one page; each call gives another. */
  pageUrl(): string
  close(): Promise<void>
}

/**
 * Serves the built pages and the RPC socket to a browser on this machine, on 127.0.0.1 only. `onTokenUsed` is told when the
 * address that was given out has opened its page.
 */
export async function startBrowserHost({
  pagesFolder,
  rpc,
  files,
  port: wantedPort,
  cookieKey,
  onTokenUsed = () => {},
}: {
  pagesFolder: string
  rpc: Pick<RpcServer, 'serveSocket'>
  files: FileRequests
  port: number
  cookieKey: string
  onTokenUsed?: () => void
}): Promise<BrowserHost> {
  const server = createServer()
  const port = () => (server.address() as AddressInfo).port
  const access = createAccess({ cookieKey, port })
  server.on('request', createPageHandler({ access, pagesFolder, files, onTokenUsed }))
  const sockets = attachRpcSocket({ server, access, rpc })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(wantedPort, '127.0.0.1', resolve)
  })
  return {
    port: port(),
    pageUrl: () => `http://127.0.0.1:${port()}/?token=${access.issueToken()}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

/** Static files with the compressed copies that the build made; nothing without the cookie, which a token is swapped for. */
function createPageHandler({
  access,
  pagesFolder,
  files,
  onTokenUsed,
}: {
  access: Access
  pagesFolder: string
  files: FileRequests
  onTokenUsed: () => void
}) {
  const answerWithPage = createPageAnswer(pagesFolder)
  const serveContent = createFileHandler(files)
  return function handle(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    if (!access.isOurHost(request)) return refuse(response, 403, 'Wrong address.')
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    if (request.url?.startsWith(FILES_PATH)) {
      if (!access.hasCookie(request)) return refuse(response, 401, 'Open Santral first.')
      if (!isReading && !access.isOurOrigin(request)) return refuse(response, 403, 'Only from our own page.')
      return void serveContent(request, response)
    }
    if (!isReading) return refuse(response, 405, 'Only pages are served here.')
    const address = addressOf(request)
    if (address === null) return refuse(response, 400, 'Not an address.')
    const token = address.searchParams.get('token')
    const cookie = token === null ? null : access.redeem(token)
    if (cookie !== null) {
      onTokenUsed()
      response.writeHead(303, { 'Set-Cookie': cookie, Location: '/', 'Cache-Control': 'no-store' }).end()
      return
    }
    if (!access.hasCookie(request)) {
      return refuse(
        response,
        401,
        'Bu adres bir kez kullanılır. Santral’ı yeniden açın. · This address works once. Open Santral again.',
      )
    }
    if (token !== null) {
      // The same window reloaded with its first address: it has the cookie already.
      response.writeHead(303, { Location: '/', 'Cache-Control': 'no-store' }).end()
      return
    }
    if (!answerWithPage(request, response)) refuse(response, 404, 'Not found.')
  }
}

/** The page's socket: only with the cookie, and only from our own page. */
function attachRpcSocket({
  server,
  access,
  rpc,
}: {
  server: Server
  access: Access
  rpc: Pick<RpcServer, 'serveSocket'>
}): WebSocketServer {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_FRAME })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever hangs up while being refused is no reason to stop the program.
    socket.on('error', () => {})
    if (addressOf(request)?.pathname !== RPC_PATH) return hangUp(socket, 404)
    if (!access.isOurHost(request) || !access.isOurOrigin(request) || !access.hasCookie(request)) {
      log.warn('a foreign page was refused')
      return hangUp(socket, 403)
    }
    sockets.handleUpgrade(request, socket, head, webSocket => {
      webSocket.on('error', error => log.warn({ error }, 'a page broke its connection'))
      rpc.serveSocket(webSocket)
    })
  })
  return sockets
}

/** What was asked for; null when it is no address, which any program of this PC may send. */
function addressOf(request: IncomingMessage): URL | null {
  return URL.parse(request.url ?? '/', 'http://127.0.0.1')
}

function hangUp(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }).end(sentence)
}
