import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { FileRequests } from '../features/files/file-requests.ts'
import { isOwnPage } from './page-address.ts'

/** Contents of files under the page's own scheme, which nothing but our page can ask for. */
export async function answerWithFile(files: FileRequests, request: Request): Promise<Response> {
  const origin = request.headers.get('origin')
  if (origin !== null && !isOwnPage(origin)) return new Response(null, { status: 403 })
  const { status, headers, body } = await files.answer({
    method: request.method,
    path: new URL(request.url).pathname,
    header: name => request.headers.get(name),
    body: request.body as ReadableStream<Uint8Array> | null,
  })
  return new Response(body && (Readable.toWeb(body) as globalThis.ReadableStream), { status, headers })
}
