import { session } from 'electron'
import { isOwnPage } from './page-address.ts'

const granted: ReadonlySet<string> = new Set(['notifications', 'clipboard-sanitized-write'])

/** The page may show a notice and copy text; camera, place, files, devices and all the rest are refused without asking. */
export function guardPermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) => granted.has(permission) && isOwnPage(requestingOrigin),
  )
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, { isMainFrame, requestingUrl }) =>
    answer(granted.has(permission) && isMainFrame && isOwnPage(requestingUrl)),
  )
  defaultSession.setDevicePermissionHandler(() => false)
}

/** The page never talks to a network. Its content security policy says so; this holds even where a policy has a gap. */
export function guardNetwork(): void {
  const everywhere = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*']
  session.defaultSession.webRequest.onBeforeRequest({ urls: everywhere }, (_request, answer) =>
    answer({ cancel: true }),
  )
}
