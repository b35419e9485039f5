import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron'
import type { Dialogs, FileKind } from '../ports/dialogs.ts'

export function createDesktopDialogs(): Dialogs {
  return {
    isAvailable: true,
    async openFiles({ title, kinds, multiple }) {
      const options: OpenDialogOptions = {
        title,
        filters: toFilters(kinds),
        properties: multiple ? ['openFile', 'multiSelections'] : ['openFile'],
      }
      const window = BrowserWindow.getFocusedWindow()
      const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      return answer.canceled ? [] : answer.filePaths
    },
    async openFolder({ title }) {
      const options: OpenDialogOptions = { title, properties: ['openDirectory', 'createDirectory'] }
      const window = BrowserWindow.getFocusedWindow()
      const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
      return answer.canceled ? undefined : answer.filePaths[0]
    },
    async saveFile({ title, suggestedName, kinds }) {
      const options: SaveDialogOptions = { title, defaultPath: suggestedName, filters: toFilters(kinds) }
      const window = BrowserWindow.getFocusedWindow()
      const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
      return answer.canceled || answer.filePath === '' ? undefined : answer.filePath
    },
    async showProblem({ title, body }) {
      await dialog.showMessageBox({ type: 'error', title: 'Santral', message: title, detail: body })
    },
  }
}

function toFilters(kinds: readonly FileKind[]): { name: string; extensions: string[] }[] {
  return kinds.map(({ name, extensions }) => ({ name, extensions: [...extensions] }))
}
