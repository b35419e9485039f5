import { join } from 'node:path'
import { app, Menu, Tray } from 'electron'
import type { Locale } from '#shared/domain/locale.ts'
import { word } from '../i18n/words.ts'

export interface DesktopTray {
  /** What is said beside the program's name; an empty text takes it away. */
  setWords(words: string): void
}

/** The small picture beside the clock: a click opens the window, its menu opens and ends the program. */
export function createTray({
  resources,
  locale,
  platform,
  onOpen,
}: {
  resources: string
  locale: Locale
  platform: NodeJS.Platform
  onOpen: () => void
}): DesktopTray {
  // A Mac paints a template in the colour of its menu bar.
  const tray = new Tray(join(resources, platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'))
  tray.setToolTip('Santral')
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: word(locale, 'tray.open'), click: onOpen },
      { type: 'separator' },
      { label: word(locale, 'tray.quit'), click: () => app.quit() },
    ]),
  )
  tray.on('click', onOpen)
  return { setWords: words => tray.setToolTip(words === '' ? 'Santral' : `Santral · ${words}`) }
}
