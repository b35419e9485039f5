import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import type { FileRequests } from '../features/files/file-requests.ts'
import { FILES_PATH } from '../features/files/tickets.ts'
import { findPageFile } from '../page-files.ts'
import { securityHeaders } from '../security-headers.ts'
import { answerWithFile } from './file-answer.ts'
import { isOwnPage, PAGE_ADDRESS, PAGE_SCHEME } from './page-address.ts'

/** Must be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PAGE_SCHEME,
      // `stream`: films and sounds are played while they come, piece by piece.
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
    },
  ])
}

/** Serves the built page from its folder, and the contents of files to it. */
export function servePage({ folder, files }: { folder: string; files: FileRequests }): void {
  protocol.handle(PAGE_SCHEME, async request => {
    if (request.url.startsWith(PAGE_ADDRESS + FILES_PATH.slice(1))) return answerWithFile(files, request)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    const file = isOwnPage(request.url) ? findPageFile(folder, request.url) : undefined
    if (!file) return refuse(404)
    try {
      const content = await readFile(file.path)
      return new Response(request.method === 'HEAD' ? null : new Uint8Array(content), {
        headers: { ...securityHeaders, 'Content-Type': file.contentType },
      })
    } catch (error) {
      const isMissing = ['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
      return refuse(isMissing ? 404 : 500)
    }
  })
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: securityHeaders })
}
