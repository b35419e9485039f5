import type * as Electron from 'electron'
import type { DevtoolsSession } from './chrome-devtools.ts'
import { webRequest } from './page-requests.ts'
import { refuseUnknown } from './refuse-unknown.ts'
import { fromChromium } from './scheme-mapping.ts'

type CheckHandler = (
  contents: Electron.WebContents | null,
  permission: string,
  origin: string,
  details: Partial<Electron.PermissionCheckHandlerHandlerDetails>,
) => boolean

/** Chromium's name of a permission, and Electron's. */
const permissions = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
  camera: 'media',
  microphone: 'media',
  'clipboard-read': 'clipboard-read',
  'clipboard-write': 'clipboard-sanitized-write',
  'idle-detection': 'idle-detection',
  'persistent-storage': 'persistent-storage',
  'local-fonts': 'local-fonts',
  'window-management': 'window-management',
} as const

let check: CheckHandler | undefined

export const session = refuseUnknown('session', {
  defaultSession: refuseUnknown('session.defaultSession', {
    webRequest,
    setPermissionCheckHandler(handler: CheckHandler) {
      check = handler
    },
    // Chromium asks nobody about what is settled beforehand, so the two further handlers are never called here.
    setPermissionRequestHandler(_handler: unknown) {},
    setDevicePermissionHandler(_handler: unknown) {},
  }),
  // One of its own for what main itself asks of a network; it has no page.
  fromPartition: (name: string) => refuseUnknown(`session ${name}`, {}),
})

/** Settles every permission of an origin by what the check handler says, before the page can ask. */
export async function settlePermissions(
  browser: DevtoolsSession,
  contents: unknown,
  chromiumOrigin: string,
): Promise<void> {
  for (const [name, permission] of Object.entries(permissions)) {
    // Electron grants everything to a program that says nothing.
    const details =
      permission === 'media' ? { mediaType: name === 'camera' ? ('video' as const) : ('audio' as const) } : {}
    const origin = `${fromChromium(chromiumOrigin)}/`
    const isGranted = check?.(contents as Electron.WebContents, permission, origin, details) ?? true
    await browser.send('Browser.setPermission', {
      permission: { name },
      setting: isGranted ? 'granted' : 'denied',
      origin: chromiumOrigin,
    })
  }
}
