import { contextBridge, ipcRenderer } from 'electron'

/**
 * All that stands between the page and the core. The page may do one thing: announce a connection with `connect()` and then hand
 * over its port with `window.postMessage('santral:rpc', location.origin, [port])`. Main checks who asks.
 */
let isExpectingPort = false

contextBridge.exposeInMainWorld('santral', {
  platform: 'desktop',
  connect() {
    isExpectingPort = true
  },
})

window.addEventListener('message', event => {
  const [port] = event.ports
  if (!isExpectingPort || event.source !== window || event.data !== 'santral:rpc' || !port) return
  isExpectingPort = false
  ipcRenderer.postMessage('santral:rpc', null, [port])
})

// A notice was clicked: the page hears `{ type: 'santral:open-conversation', conversationId }` as a message of its own window.
ipcRenderer.on('santral:open-conversation', (_event, conversationId: string) => {
  window.postMessage({ type: 'santral:open-conversation', conversationId }, location.origin)
})

// A `santral://` link was followed: `{ type: 'santral:open-place', place }`.
ipcRenderer.on('santral:open-place', (_event, place: string) => {
  window.postMessage({ type: 'santral:open-place', place }, location.origin)
})
