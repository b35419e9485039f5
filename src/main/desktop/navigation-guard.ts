import { app } from 'electron'
import { isOwnPage } from './page-address.ts'

/**
 * Every window stays on our own page, whatever the page does: a link that leads elsewhere goes to `openLink`, nothing opens a
 * window, a frame or a webview.
 */
export function guardNavigation({ openLink }: { openLink: (address: string) => void }): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', navigation => {
      if (navigation.isMainFrame && isOwnPage(navigation.url)) return
      navigation.preventDefault()
      if (navigation.isMainFrame) openLink(navigation.url)
    })
    contents.on('will-redirect', redirect => {
      if (!isOwnPage(redirect.url)) redirect.preventDefault()
    })
    contents.on('will-attach-webview', event => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      openLink(url)
      return { action: 'deny' }
    })
  })
}
