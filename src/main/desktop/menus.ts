import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Locale } from '#shared/domain/locale.ts'
import en from '#shared/i18n/en/menu.json' with { type: 'json' }
import tr from '#shared/i18n/tr/menu.json' with { type: 'json' }

const words = { tr, en }

/** The menu stays hidden (Alt shows it) except on a Mac; it is there for its keys: copy, paste, zoom, reload, full screen. */
export function installMenus(locale: Locale): void {
  const say = words[locale]
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo', label: say.undo },
    { role: 'redo', label: say.redo },
    { type: 'separator' },
    { role: 'cut', label: say.cut },
    { role: 'copy', label: say.copy },
    { role: 'paste', label: say.paste },
    { role: 'selectAll', label: say.selectAll },
  ]
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload', label: say.reload },
    { type: 'separator' },
    { role: 'zoomIn', label: say.zoomIn },
    { role: 'zoomOut', label: say.zoomOut },
    { role: 'resetZoom', label: say.resetZoom },
    { type: 'separator' },
    { role: 'togglefullscreen', label: say.fullScreen },
  ]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
      { label: say.edit, submenu: edit },
      { label: say.view, submenu: view },
    ]),
  )
  app.on('web-contents-created', (_event, contents) => {
    // Electron shows nothing on a right click by itself, and people copy telephone numbers all day.
    contents.on('context-menu', (_click, { isEditable, selectionText, editFlags }) => {
      const items: MenuItemConstructorOptions[] = isEditable
        ? [
            { role: 'cut', label: say.cut, enabled: editFlags.canCut },
            { role: 'copy', label: say.copy, enabled: editFlags.canCopy },
            { role: 'paste', label: say.paste, enabled: editFlags.canPaste },
            { role: 'selectAll', label: say.selectAll, enabled: editFlags.canSelectAll },
          ]
        : selectionText.trim() === ''
          ? []
          : [{ role: 'copy', label: say.copy }]
      if (items.length > 0) Menu.buildFromTemplate(items).popup()
    })
  })
}
