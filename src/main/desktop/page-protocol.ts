import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { securityHeaders } from '../security-headers.ts'
import { isOwnPage, PAGE_SCHEME } from './page-address.ts'
import { findPageFile } from './page-files.ts'

/** Must be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page from its folder. */
export function servePage({ folder }: { folder: string }): void {
  protocol.handle(PAGE_SCHEME, async request => {
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
