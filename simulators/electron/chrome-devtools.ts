import { EventEmitter } from 'node:events'
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'

export type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
export type DevtoolsEvents = Protocol.Events

/** What was under way when Chromium ended. That it ended without being asked is reported by the app, once. */
export class ChromiumGone extends Error {
  override name = 'ChromiumGone'
}

interface Message {
  id?: number
  method?: string
  params?: unknown
  sessionId?: string
  result?: unknown
  error?: { message: string }
}

/** One session of the DevTools protocol: the browser's own, or that of one page. */
export interface DevtoolsSession {
  send<Name extends keyof Commands>(name: Name, parameters?: Commands[Name]): Promise<Answers[Name & keyof Answers]>
  on<Name extends keyof DevtoolsEvents>(name: Name, listener: (event: DevtoolsEvents[Name]) => void): void
}

export interface DevtoolsConnection {
  readonly browser: DevtoolsSession
  page(sessionId: string): DevtoolsSession
  /** Calls back when the browser is gone. */
  onClose(listener: () => void): void
}

/** A small client of Chromium's DevTools protocol. Events of all sessions arrive in the order in which Chromium sent them. */
export async function connectToDevtools(address: string): Promise<DevtoolsConnection> {
  const socket = new WebSocket(address)
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  const sessions = new Map<string, EventEmitter>()
  let lastId = 0

  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('Chromium cannot be reached')))
  })
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    if (message.id === undefined) {
      sessions.get(message.sessionId ?? '')?.emit(message.method as string, message.params)
      return
    }
    const call = pending.get(message.id)
    pending.delete(message.id)
    if (message.error) call?.reject(new Error(message.error.message))
    else call?.resolve(message.result)
  })
  socket.addEventListener('close', () => {
    for (const call of pending.values()) call.reject(new ChromiumGone())
    pending.clear()
  })

  function session(sessionId: string): DevtoolsSession {
    const events = sessions.get(sessionId) ?? new EventEmitter()
    sessions.set(sessionId, events)
    return {
      send(name, parameters) {
        const call = Promise.withResolvers<unknown>()
        if (socket.readyState !== WebSocket.OPEN) return Promise.reject(new ChromiumGone())
        lastId += 1
        pending.set(lastId, call)
        const target = sessionId === '' ? {} : { sessionId }
        socket.send(JSON.stringify({ id: lastId, method: name, params: parameters ?? {}, ...target }))
        return call.promise as never
      },
      on: (name, listener) => void events.on(name, listener),
    }
  }

  return {
    browser: session(''),
    page: session,
    onClose: listener => socket.addEventListener('close', listener),
  }
}
