import { session } from 'electron'
import { isPermissionGranted, mayHavePermission } from './permission-rules.ts'

/** The page may show a notice, copy text and hear the microphone (a voice message); camera, place, files, devices and all the rest are refused without asking. */
export function guardPermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionCheckHandler((_contents, permission, requestingOrigin, { mediaType }) =>
    isPermissionGranted(permission, requestingOrigin, mediaType),
  )
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayHavePermission(permission, details)),
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
