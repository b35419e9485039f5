import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink as MessagePortLink } from '@orpc/client/message-port'
import { RPCLink as WebSocketLink } from '@orpc/client/websocket'
import ReconnectingWebSocket from 'partysocket/ws'

/** What the preload exposes in the desktop host; in a browser window it is not there. */
interface DesktopBridge {
  readonly platform: 'desktop'
  /** Makes the preload listen for the port that the page then posts to it. */
  connect(): void
}

declare global {
  interface Window {
    readonly santral?: DesktopBridge
  }
}

/** The way to the core. It opens, closes and opens again by itself; the link always speaks over the newest opening. */
export interface Transport {
  readonly link: ClientLink<ClientContext>
  start(on: { opened(): void; closed(): void }): void
}

/** The same page runs in both hosts: over a MessagePort in Electron, over a WebSocket in a browser window. */
export function createTransport(): Transport {
  return window.santral === undefined ? createSocketTransport() : createPortTransport(window.santral)
}

function createSocketTransport(): Transport {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const socket = new ReconnectingWebSocket(`${scheme}://${location.host}/rpc`, [], {
    // A call must not leave before the handshake of its connection: what cannot be sent now fails now.
    maxEnqueuedMessages: 0,
    minReconnectionDelay: 300,
    maxReconnectionDelay: 5_000,
    reconnectionDelayGrowFactor: 1.6,
    startClosed: true,
  })
  return {
    link: new WebSocketLink({ websocket: socket as unknown as WebSocket }),
    start(on) {
      socket.addEventListener('open', () => on.opened())
      socket.addEventListener('close', () => on.closed())
      socket.reconnect()
    },
  }
}

const PORT_RETRY_MS = 500

function createPortTransport(bridge: DesktopBridge): Transport {
  let link: ClientLink<ClientContext> | null = null

  function open(on: { opened(): void; closed(): void }): void {
    const { port1: ours, port2: theirs } = new MessageChannel()
    ours.addEventListener('close', () => {
      link = null
      on.closed()
      setTimeout(() => open(on), PORT_RETRY_MS)
    })
    link = new MessagePortLink({ port: ours })
    ours.start()
    bridge.connect()
    window.postMessage('santral:rpc', location.origin, [theirs])
    on.opened()
  }

  return {
    link: {
      call(path, input, options) {
        if (link === null) return Promise.reject(new Error('The port is closed'))
        return link.call(path, input, options)
      },
    },
    start: open,
  }
}
