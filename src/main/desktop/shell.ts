import { shell } from 'electron'
import { createLogger } from '../logging/logger.ts'
import type { Shell } from '../ports/shell.ts'
import { parseExternalLink } from './external-link.ts'

const log = createLogger('desktop')

export function createDesktopShell(): Shell {
  return {
    async openLink(url) {
      const link = parseExternalLink(url.href)
      if (!link) throw new Error(`A link of the kind ${url.protocol} is not opened`)
      await shell.openExternal(link.href)
    },
    async openFile(path) {
      const problem = await shell.openPath(path)
      if (problem !== '') throw new Error(`The file could not be opened: ${problem}`)
    },
    showInFolder: async path => shell.showItemInFolder(path),
  }
}

/** What the page asked for by a click on a link: opened outside when it is harmless, else left alone. */
export function openLinkOfPage(desktop: Shell, address: string): void {
  const link = parseExternalLink(address)
  if (!link) return log.warn({ scheme: URL.parse(address)?.protocol }, 'a link was not opened')
  desktop.openLink(link).catch((error: unknown) => log.warn({ error }, 'a link could not be opened'))
}
