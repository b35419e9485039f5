import { type IpcMainEvent, ipcMain, type MessagePortMain, type WebContents } from 'electron'
import { createLogger } from '../logging/logger.ts'
import { isOwnPage } from './page-address.ts'

/** The preload script sends on this channel, and nothing else is listened to. */
const CHANNEL = 'santral:rpc'

/** A page has one connection, and for a moment two while it opens the next. */
const MOST_PORTS_OF_A_PAGE = 4

const log = createLogger('desktop')

/** Hands every port that comes from our own page, in its top frame, to `accept`; closes and records all others. */
export function acceptRpcPorts(accept: (port: MessagePortMain) => void): void {
  const open = new WeakMap<WebContents, Set<MessagePortMain>>()
  ipcMain.on(CHANNEL, event => {
    const [port] = event.ports
    if (!port || event.ports.length > 1 || !isFromOwnPage(event)) {
      log.warn('a port of a stranger was refused')
      for (const refused of event.ports) refused.close()
      return
    }
    const ports = open.get(event.sender) ?? new Set()
    open.set(event.sender, ports)
    if (ports.size >= MOST_PORTS_OF_A_PAGE) {
      log.warn('a page opened too many connections')
      port.close()
      return
    }
    ports.add(port)
    port.once('close', () => ports.delete(port))
    accept(port)
  })
}

/** A frame that is already gone has no `senderFrame`. */
function isFromOwnPage({ senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url)
}
