import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Who may talk to the browser host: a page that came with a one-time token and keeps the cookie that the token was swapped for.
 * Other programs of this PC do not have it, and other sites in the same browser can neither send it (SameSite) nor name us
 * (Host against DNS rebinding, Origin against cross-site sockets).
 */
export interface Access {
  /** A fresh one-time token; each opens one page. */
  issueToken(): string
  /** Swaps a token for the cookie to set, once; null when it is not one, or has been used. */
  redeem(token: string): string | null
  hasCookie(request: IncomingMessage): boolean
  /** The request names this very address: not a foreign name that was pointed at it. */
  isOurHost(request: IncomingMessage): boolean
  isOurOrigin(request: IncomingMessage): boolean
}

/** `cookieKey` is kept with the data folder, so that a page survives a restart of the host. */
export function createAccess({ cookieKey, port }: { cookieKey: string; port: () => number }): Access {
  const tokens = new Set<string>()
  const cookieName = nameOfCookie(cookieKey)
  const hosts = () => [`127.0.0.1:${port()}`, `localhost:${port()}`]
  return {
    issueToken() {
      const token = randomBytes(32).toString('base64url')
      tokens.add(token)
      return token
    },
    redeem(token) {
      if (!tokens.delete(token)) return null
      return `${cookieOf(cookieKey)}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000`
    },
    hasCookie(request) {
      const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim())
      return pairs.some(
        pair => pair.startsWith(`${cookieName}=`) && isSame(pair.slice(cookieName.length + 1), cookieKey),
      )
    },
    isOurHost: request => hosts().includes(request.headers.host ?? ''),
    isOurOrigin: request => hosts().some(host => request.headers.origin === `http://${host}`),
  }
}

/** The cookie that a page with this key sends. */
export function cookieOf(cookieKey: string): string {
  return `${nameOfCookie(cookieKey)}=${cookieKey}`
}

/** Browsers keep cookies by name and host, whatever the port: two offices on one PC must not overwrite each other's. */
function nameOfCookie(cookieKey: string): string {
  return `santral-${createHash('sha256').update(cookieKey).digest('hex').slice(0, 8)}`
}

/** Compared by hash, so that neither length nor content shows in the time it takes. */
function isSame(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(one), hash(other))
}
