import type { CloneCodec } from './clone-codec.ts'

/** What the isolated world tells main, one binding call each. */
export type WordFromPage =
  | { kind: 'ipc'; channel: string; message: string; ports: number[] }
  | { kind: 'port-message'; port: number; data: string }
  | { kind: 'port-closed'; port: number }
  | { kind: 'preload-failed'; message: string }

/** What main may do in the isolated world. It hangs on the global object of that world, which the page cannot see. */
export interface IsolatedWorld {
  ipc(channel: string, encodedArguments: string): void
  deliver(port: number, data: string): void
  close(port: number): void
}

type ExposedFunction = (...values: unknown[]) => unknown

/** What the two worlds of a page say to each other, by events whose details Chromium clones. */
type Crossing =
  | { expose: string; values: Record<string, unknown>; functions: Record<string, number> }
  | { call: number; values: unknown[] }
  | { result: unknown }
  | { problem: string }

/**
 * The main world's half of `contextBridge`: takes what the preload exposes, before any script of the page runs.
 * Runs in the page by its source text.
 */
export function receiveExposedApis(events: { toPage: string; toPreload: string }): void {
  if (window.top !== window) return
  let answer: Crossing | undefined

  /** Events are heard before `dispatchEvent` returns, so a call across the worlds is an ordinary call. */
  function call(number: number, values: unknown[]): unknown {
    answer = undefined
    window.dispatchEvent(new CustomEvent(events.toPreload, { detail: { call: number, values } satisfies Crossing }))
    if (answer && 'problem' in (answer as Crossing)) throw new Error((answer as { problem: string }).problem)
    return (answer as { result: unknown } | undefined)?.result
  }

  window.addEventListener(events.toPage, event => {
    event.stopImmediatePropagation()
    const crossing = (event as CustomEvent<Crossing>).detail
    if (!('expose' in crossing)) {
      answer = crossing
      return
    }
    const api: Record<string, unknown> = { ...crossing.values }
    for (const [name, number] of Object.entries(crossing.functions)) {
      api[name] = (...values: unknown[]) => call(number, values)
    }
    Object.defineProperty(window, crossing.expose, { value: Object.freeze(api), enumerable: true })
  })
}

/**
 * The `electron` module of a sandboxed preload, and the preload itself, in an isolated world of the page's top frame.
 * Runs in the page by its source text: it must not use anything from outside itself.
 */
export function runPreload(
  createCodec: () => CloneCodec,
  names: { binding: string; toPage: string; toPreload: string; world: string },
  preload: (require: (name: string) => unknown, module: { exports: object }, exports: object) => void,
): void {
  if (window.top !== window) return
  const codec = createCodec()
  const globals = globalThis as unknown as Record<string, unknown>
  const tell = globals[names.binding] as (word: string) => void
  const listeners = new Map<string, Set<(event: object, ...values: unknown[]) => void>>()
  const ports = new Map<number, MessagePort>()
  const exposed: ExposedFunction[] = []
  let lastPort = 0

  function cross(crossing: Crossing): void {
    window.dispatchEvent(new CustomEvent(names.toPage, { detail: crossing }))
  }

  window.addEventListener(names.toPreload, event => {
    event.stopImmediatePropagation()
    const { call, values } = (event as CustomEvent<{ call: number; values: unknown[] }>).detail
    try {
      cross({ result: exposed[call]?.(...values) })
    } catch (error) {
      cross({ problem: String(error) })
    }
  })

  function say(word: WordFromPage): void {
    tell(JSON.stringify(word))
  }

  function adopt(port: MessagePort): number {
    lastPort += 1
    const number = lastPort
    ports.set(number, port)
    port.addEventListener('message', ({ data, ports: more }) => {
      if (more.length > 0) throw new Error('The Electron double passes no ports over a port')
      say({ kind: 'port-message', port: number, data: codec.encode(data) })
    })
    port.addEventListener('close', () => {
      ports.delete(number)
      say({ kind: 'port-closed', port: number })
    })
    port.start()
    return number
  }

  function refuseUnknown<Double extends object>(name: string, double: Double): Double {
    return new Proxy(double, {
      get(target, key, receiver) {
        if (key in target) return Reflect.get(target, key, receiver)
        throw new Error(`The Electron double has no ${name}.${String(key)} in a preload`)
      },
    })
  }

  const electron = refuseUnknown('electron', {
    ipcRenderer: refuseUnknown('ipcRenderer', {
      postMessage(channel: string, message: unknown, transfer: MessagePort[] = []) {
        const encoded = codec.encode(message)
        say({ kind: 'ipc', channel, message: encoded, ports: transfer.map(adopt) })
      },
      on(channel: string, listener: (event: object, ...values: unknown[]) => void) {
        const all = listeners.get(channel) ?? new Set()
        listeners.set(channel, all.add(listener))
      },
    }),
    contextBridge: refuseUnknown('contextBridge', {
      exposeInMainWorld(key: string, api: Record<string, unknown>) {
        const values: Record<string, unknown> = {}
        const functions: Record<string, number> = {}
        for (const [name, value] of Object.entries(api)) {
          // A function deeper inside is refused by the codec: the double carries those of the top level only.
          if (typeof value === 'function') functions[name] = exposed.push(value as ExposedFunction) - 1
          else values[name] = codec.decode(codec.encode(value))
        }
        cross({ expose: key, values, functions })
      },
    }),
  })

  globals[names.world] = {
    ipc(channel, encodedArguments) {
      const values = codec.decode(encodedArguments) as unknown[]
      for (const listener of listeners.get(channel) ?? []) listener({}, ...values)
    },
    deliver: (port, data) => ports.get(port)?.postMessage(codec.decode(data)),
    close(port) {
      ports.get(port)?.close()
      ports.delete(port)
    },
  } satisfies IsolatedWorld

  function requireInSandbox(name: string): unknown {
    if (name === 'electron') return electron
    throw new Error(`A sandboxed preload cannot require ${name}`)
  }

  try {
    const module = { exports: {} }
    preload(requireInSandbox, module, module.exports)
  } catch (error) {
    say({ kind: 'preload-failed', message: String(error) })
  }
}
