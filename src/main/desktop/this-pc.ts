import { createLogger } from '../logging/logger.ts'
import type { ThisPc } from '../ports/this-pc.ts'
import type { LoginStart } from './login-start.ts'
import type { ThisPcFile } from './this-pc-file.ts'

const STAYS_IN_TRAY = 'staysInTray'

const log = createLogger('desktop')

export function createDesktopThisPc({
  file,
  loginStart,
}: {
  file: ThisPcFile
  loginStart: LoginStart | undefined
}): ThisPc & { staysInTray(): boolean } {
  const staysInTray = () => file.read(STAYS_IN_TRAY) === true
  try {
    loginStart?.renew()
  } catch (error) {
    log.warn({ error }, 'the start at sign-in was not renewed')
  }
  return {
    staysInTray,
    get: () => ({ startsAtLogin: loginStart?.isOn() ?? null, staysInTray: staysInTray() }),
    change(given) {
      if (given.startsAtLogin !== undefined) loginStart?.set(given.startsAtLogin)
      if (given.staysInTray !== undefined) file.write(STAYS_IN_TRAY, given.staysInTray)
    },
  }
}
