import { app, nativeImage } from 'electron'
import type { Locale } from '#shared/domain/locale.ts'
import { word } from '../i18n/words.ts'
import type { Badge } from '../ports/badge.ts'
import { BADGE_SIZE, drawBadge } from './badge-picture.ts'
import type { MainWindow } from './main-window.ts'
import type { DesktopTray } from './tray.ts'

/** A number on the dock or launcher; on Windows, which has none there, a small picture on the taskbar. The tray says it in words. */
export function createDesktopBadge({
  window,
  tray,
  locale,
  platform,
}: {
  window: Pick<MainWindow, 'setOverlay'>
  tray: DesktopTray
  locale: Locale
  platform: NodeJS.Platform
}): Badge {
  return {
    show(count) {
      const words = count === 0 ? '' : word(locale, 'unreadChats', { count })
      tray.setWords(words)
      if (platform !== 'win32') {
        app.setBadgeCount(count)
        return
      }
      const size = { width: BADGE_SIZE, height: BADGE_SIZE, scaleFactor: 2 }
      window.setOverlay(count === 0 ? null : { icon: nativeImage.createFromBitmap(drawBadge(count), size), words })
    },
  }
}
