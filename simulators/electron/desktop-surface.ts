import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { happened, onCommand } from './control.ts'
import { askNetwork } from './net-request.ts'
import { refuseUnknown } from './refuse-unknown.ts'
import { surroundings } from './surroundings.ts'

export const shell = refuseUnknown('shell', {
  async openExternal(url: string): Promise<void> {
    happened('link-opened', url)
  },
  async openPath(path: string): Promise<string> {
    happened('file-opened', path)
    return ''
  },
  showItemInFolder: (path: string) => happened('folder-shown', path),
} satisfies Partial<Electron.Shell>)

const chosenFiles: string[][] = []
onCommand('choose-files', (files: string[]) => chosenFiles.push(files))

export const dialog = refuseUnknown('dialog', {
  async showOpenDialog(...values: unknown[]): Promise<Electron.OpenDialogReturnValue> {
    happened('open-dialog', values.at(-1))
    const filePaths = chosenFiles.shift() ?? []
    return { canceled: filePaths.length === 0, filePaths }
  },
  async showSaveDialog(...values: unknown[]): Promise<Electron.SaveDialogReturnValue> {
    happened('save-dialog', values.at(-1))
    const [filePath = ''] = chosenFiles.shift() ?? []
    return { canceled: filePath === '', filePath }
  },
  async showMessageBox(...values: unknown[]): Promise<Electron.MessageBoxReturnValue> {
    happened('message-box', values.at(-1))
    return { response: 0, checkboxChecked: false }
  },
} satisfies Partial<Electron.Dialog>)

const notifications: Notification[] = []
onCommand('click-notification', (index: number) => notifications[index]?.emit('click', {}))

export class Notification extends EventEmitter {
  private readonly options: Electron.NotificationConstructorOptions

  constructor(options: Electron.NotificationConstructorOptions) {
    super()
    this.options = options
    // biome-ignore lint/correctness/noConstructorReturn: what the program holds must refuse what is not there
    return refuseUnknown('Notification', this as Notification)
  }

  static isSupported(): boolean {
    return true
  }

  show(): void {
    notifications.push(this)
    happened('notification-shown', this.options)
  }

  close(): void {
    happened('notification-closed', this.options)
    this.emit('close', {})
  }
}

type MenuItems = Electron.MenuItemConstructorOptions[]

export class Menu {
  private readonly template: MenuItems

  private constructor(template: MenuItems) {
    this.template = template
  }

  static buildFromTemplate(template: MenuItems): Menu {
    return refuseUnknown('Menu', new Menu(template))
  }

  static setApplicationMenu(menu: Menu | null): void {
    happened('application-menu', menu?.template ?? null)
  }

  /** What the double needs of it: Electron has other ways to ask. */
  labels(): (string | null)[] {
    return this.template.map(({ label }) => label ?? null)
  }

  /** Plays the person who chooses that line. */
  choose(label: string): void {
    const item = this.template.find(one => one.label === label)
    if (!item?.click) throw new Error(`The menu has no ${label}`)
    ;(item.click as () => void)()
  }

  popup(): void {
    happened('menu-opened', this.template)
  }
}

let usesPlainText = false

function keychainKey(): Buffer {
  const isAvailable = surroundings.keychain !== null || usesPlainText
  if (!isAvailable) throw new Error('Encryption is not available.')
  return createHash('sha256')
    .update(surroundings.keychain ?? 'peanuts')
    .digest()
}

/** A stand-in for the keychain: real encryption, with a key that everybody who starts the double may choose. */
export const safeStorage = refuseUnknown('safeStorage', {
  getSelectedStorageBackend: () => (surroundings.keychain === null ? 'basic_text' : 'gnome_libsecret'),
  setUsePlainTextEncryption(uses: boolean) {
    usesPlainText = uses
  },
  encryptString(text: string): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keychainKey(), nonce)
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  },
  decryptString(encrypted: Buffer): string {
    const decipher = createDecipheriv('aes-256-gcm', keychainKey(), encrypted.subarray(0, 12))
    decipher.setAuthTag(encrypted.subarray(-16))
    return decipher.update(encrypted.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
  },
} satisfies Partial<Electron.SafeStorage>)

export const powerMonitor = refuseUnknown(
  'powerMonitor',
  Object.assign(new EventEmitter(), { getSystemIdleTime: () => surroundings.idleSeconds }),
)
onCommand('go-away', (seconds: number) => {
  surroundings.idleSeconds = seconds
})
onCommand('power', (event: 'suspend' | 'resume') => powerMonitor.emit(event))

export const net = refuseUnknown('net', {
  isOnline: () => surroundings.isOnline,
  request: askNetwork as unknown as typeof Electron.net.request,
} satisfies Partial<Electron.Net>)
onCommand('go-online', (isOnline: boolean) => {
  surroundings.isOnline = isOnline
})

export const nativeTheme = refuseUnknown(
  'nativeTheme',
  Object.defineProperty(new EventEmitter(), 'shouldUseDarkColors', { get: () => surroundings.isDark }),
)
onCommand('go-dark', (isDark: boolean) => {
  surroundings.isDark = isDark
  nativeTheme.emit('updated')
})

function displays(): Electron.Display[] {
  return surroundings.screens.map((workArea, index) => ({ id: index + 1, workArea }) as Electron.Display)
}

export const screen = refuseUnknown('screen', {
  getPrimaryDisplay: () => displays()[0] as Electron.Display,
  getAllDisplays: displays,
} satisfies Partial<Electron.Screen>)
