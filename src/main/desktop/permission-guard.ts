import { session } from 'electron'
import { isOwnPage } from './page-address.ts'

const granted: ReadonlySet<string> = new Set(['notifications', 'clipboard-sanitized-write'])

/** The page may show a notice, copy text and hear the microphone (a voice message); camera, place, files, devices and all the rest are refused without asking. */
export function guardPermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, { mediaType }) =>
      isOwnPage(requestingOrigin) && (granted.has(permission) || (permission === 'media' && mediaType === 'audio')),
  )
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const isOurs = details.isMainFrame && isOwnPage(details.requestingUrl)
    answer(isOurs && (granted.has(permission) || (permission === 'media' && isSoundAlone(details))))
  })
  defaultSession.setDevicePermissionHandler(() => false)
}

/** Asked for with a picture as well, it is refused as a whole. */
function isSoundAlone(details: object): boolean {
  const types = 'mediaTypes' in details && Array.isArray(details.mediaTypes) ? details.mediaTypes : []
  return types.length > 0 && types.every(type => type === 'audio')
}

/** The page never talks to a network. Its content security policy says so; this holds even where a policy has a gap. */
export function guardNetwork(): void {
  const everywhere = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*']
  session.defaultSession.webRequest.onBeforeRequest({ urls: everywhere }, (_request, answer) =>
    answer({ cancel: true }),
  )
}
