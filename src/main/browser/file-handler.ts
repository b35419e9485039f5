import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileRequests } from '../features/files/file-requests.ts'
import { createLogger } from '../logging/logger.ts'

const log = createLogger('browser-host')

/** Contents of files over HTTP. That the request comes from our own page was made sure of before. */
export function createFileHandler(files: FileRequests) {
  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let content: Readable | null = null
    try {
      const { status, headers, body } = await files.answer({
        method: request.method ?? 'GET',
        path: new URL(request.url ?? '/', 'http://127.0.0.1').pathname,
        header: name => [request.headers[name]].flat()[0] ?? null,
        // Not ended with its reading: an upload that is refused half way must still be told why.
        body: request.iterator({ destroyOnReturn: false }),
      })
      content = body
      response.writeHead(status, headers)
      if (body === null) response.end()
      else await pipeline(body, response)
    } catch (error) {
      // The page closed the film, or left: nobody waits for an answer.
      if (!response.destroyed) log.error({ error }, 'a file could not be sent')
      response.destroy()
    } finally {
      // Also where nothing of it was sent: it holds its file open.
      content?.destroy()
      request.resume()
    }
  }
}
