import { type ClientRequest, request as overHttp, type RequestOptions } from 'node:http'
import { request as overHttps } from 'node:https'
import { happened } from './control.ts'

/** `net.request` as electron-updater uses it; Node's answers have the same events. Redirects are not followed. */
export function askNetwork({ protocol, hostname, port, path, method, headers }: RequestOptions): ClientRequest {
  happened('asked-by-main', `${protocol}//${hostname}:${port}${path}`)
  const ask = protocol === 'https:' ? overHttps : overHttp
  return ask({ protocol, hostname, port, path, method, headers } as RequestOptions)
}
