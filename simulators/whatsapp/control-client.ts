import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { ChatLine, describeRecord, describeState } from './control-server.ts'
import type { VerbInput, VerbName, VerbOutput } from './control-verbs.ts'
import type { SimulatorEvent } from './events.ts'
import type { TalkLine } from './talk.ts'

/** The simulator in another process, over its control API. */
export interface SimulatorControl {
  call<Name extends VerbName>(name: Name, input: VerbInput<Name>): Promise<VerbOutput<Name>>
  state(): Promise<ReturnType<typeof describeState>>
  record(): Promise<ReturnType<typeof describeRecord>>
  chat(contact: string): Promise<ChatLine[]>
  /** The same chat as a phone shows it. */
  talk(contact: string): Promise<TalkLine[]>
  /** Calls the listener for every event until the signal aborts; resolves once it is listening. */
  listen(listener: (event: SimulatorEvent) => void, signal: AbortSignal): Promise<void>
  /** Looks now and after every event, until something is found. */
  waitFor<Found>(look: () => Promise<Found | undefined>, what: string, timeoutMs?: number): Promise<Found>
}

export function connectToSimulator(controlUrl: string): SimulatorControl {
  async function ask<Answer>(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(new URL(path, controlUrl), init)
    const body = (await response.json()) as Answer & { error?: string }
    if (!response.ok) throw new Error(`WhatsApp simulator, ${path}: ${body.error ?? response.status}`)
    return body
  }

  const control: SimulatorControl = {
    call: (name, input) => ask(`/verbs/${name}`, { method: 'POST', body: JSON.stringify(input) }),
    state: () => ask('/state'),
    record: () => ask('/record'),
    chat: contact => ask(`/chat?contact=${encodeURIComponent(contact)}`),
    talk: contact => ask(`/talk?contact=${encodeURIComponent(contact)}`),
    async listen(listener, signal) {
      const response = await fetch(new URL('/events', controlUrl), { signal })
      if (!response.body) throw new Error('The simulator sent no events')
      void readEvents(response.body, listener).catch((error: unknown) => {
        if (!signal.aborted) throw error
      })
    },
    async waitFor(look, what, timeoutMs = 20_000) {
      const stop = new AbortController()
      const timeout = AbortSignal.timeout(timeoutMs)
      let wake = () => {}
      try {
        await control.listen(() => wake(), AbortSignal.any([stop.signal, timeout]))
        for (;;) {
          const woken = new Promise<void>(resolve => {
            wake = resolve
            timeout.addEventListener('abort', () => resolve(), { once: true })
          })
          const found = await look()
          if (found !== undefined) return found
          if (timeout.aborted) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`)
          await woken
        }
      } finally {
        stop.abort()
      }
    },
  }
  return control
}

/** Starts the simulator as a process of its own. `stop` ends it. */
export async function spawnSimulator(
  options: { statePath?: string; pages?: string; controlPort?: number; clockFile?: string } = {},
): Promise<{
  url: string
  mediaUrl: string
  rootKeyHex: string
  controlUrl: string
  control: SimulatorControl
  stop(): Promise<void>
}> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const state = options.statePath === undefined ? [] : ['--state', options.statePath]
  const pages = options.pages === undefined ? [] : ['--pages', options.pages]
  const port = ['--control-port', String(options.controlPort ?? 0)]
  // The channel carries nothing: it breaks when this process is killed, and then the simulator ends too.
  const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const
  const env = { ...process.env, ...(options.clockFile !== undefined && { SANTRAL_CLOCK: options.clockFile }) }
  const child = spawn(process.execPath, [main, ...port, ...state, ...pages], { stdio: [...stdio], env })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const firstLine = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as Readable }).once('line', resolve)
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`The WhatsApp simulator ended with ${code} before it was ready`)))
  })
  const started = JSON.parse(firstLine) as { url: string; mediaUrl: string; rootKeyHex: string; controlUrl: string }
  return {
    ...started,
    control: connectToSimulator(started.controlUrl),
    async stop() {
      child.kill()
      await exited
    },
  }
}

async function readEvents(body: ReadableStream<Uint8Array>, listener: (event: SimulatorEvent) => void): Promise<void> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      if (block.startsWith('data: ')) listener(JSON.parse(block.slice('data: '.length)) as SimulatorEvent)
    }
  }
}
