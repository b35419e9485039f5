import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'

/** Whether the program begins when somebody signs in to the PC. The system keeps it, and people can change it there, too. */
export interface LoginStart {
  isOn(): boolean
  set(isOn: boolean): void
  /** Once per start: a program that was moved or renewed is begun at its new place. */
  renew(): void
}

/** Undefined where the program was not installed: its sources are nothing to begin by itself. */
export function createLoginStart({
  platform,
  environment,
  isInstalled,
  executable,
}: {
  platform: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  isInstalled: boolean
  executable: string
}): LoginStart | undefined {
  if (!isInstalled) return undefined
  if (platform === 'linux') return createAutostartFile(environment, executable)
  return {
    isOn: () => app.getLoginItemSettings().openAtLogin,
    set: isOn => app.setLoginItemSettings({ openAtLogin: isOn }),
    renew: () => {},
  }
}

/** Linux begins what lies in one folder; an entry that is hidden there, or switched off by the desktop, does not begin. */
function createAutostartFile(environment: NodeJS.ProcessEnv, executable: string): LoginStart {
  const folder = join(environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'autostart')
  const file = join(folder, 'santral.desktop')
  // An AppImage runs from a folder that is gone when it ends; what is begun is the file itself.
  const entry = writeEntry(environment['APPIMAGE'] ?? executable)

  function read(): string | undefined {
    try {
      return readFileSync(file, 'utf8')
    } catch {
      return undefined
    }
  }

  function isOn(): boolean {
    const text = read()
    return text !== undefined && !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/mu.test(text)
  }

  function write(): void {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, entry)
  }

  return {
    isOn,
    set(wanted) {
      if (wanted) write()
      else rmSync(file, { force: true })
    },
    renew() {
      if (isOn() && read() !== entry) write()
    },
  }
}

function writeEntry(executable: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Santral',
    `Exec=${quote(executable)}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** As the desktop entry specification wants arguments: in quotes, what means something in them escaped twice over, and % doubled. */
function quote(path: string): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll(/["`$]/gu, match => `\\${match}`)
  return `"${escaped.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`
}
