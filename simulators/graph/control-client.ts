import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type describeState, runVerb } from './control-server.ts'
import type { VerbInput, VerbName, VerbOutput } from './control-verbs.ts'
import type { GraphSimulator, RecordedRequest } from './simulator.ts'

/** The simulator's verbs, in this process or in another. */
export interface GraphControl {
  call<Name extends VerbName>(name: Name, input: VerbInput<Name>): Promise<VerbOutput<Name>>
  state(): Promise<ReturnType<typeof describeState>>
  record(): Promise<RecordedRequest[]>
}

/** Of a simulator in this process. */
export function controlOf(simulator: GraphSimulator): Pick<GraphControl, 'call'> {
  return {
    call: (name, input) => runVerb(simulator, name, input) as Promise<VerbOutput<typeof name>>,
  }
}

export function connectToSimulator(controlUrl: string): GraphControl {
  async function ask<Answer>(path: string, init?: RequestInit): Promise<Answer> {
    const response = await fetch(new URL(path, controlUrl), init)
    const body = (await response.json()) as Answer & { error?: string }
    if (!response.ok) throw new Error(`Graph simulator, ${path}: ${body.error ?? response.status}`)
    return body
  }
  return {
    call: (name, input) => ask(`/verbs/${name}`, { method: 'POST', body: JSON.stringify(input) }),
    state: () => ask('/state'),
    record: () => ask('/record'),
  }
}

/** Starts the simulator as a process of its own. `stop` ends it. */
export async function spawnGraphSimulator(
  options: { pages?: string; controlPort?: number; clockFile?: string } = {},
): Promise<{ url: string; controlUrl: string; control: GraphControl; stop(): Promise<void> }> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const pages = options.pages === undefined ? [] : ['--pages', options.pages]
  const port = ['--control-port', String(options.controlPort ?? 0)]
  const child = spawn(process.execPath, [main, ...port, ...pages], {
    // The channel carries nothing: it breaks when this process is killed, and then the simulator ends too.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...(options.clockFile !== undefined && { SANTRAL_CLOCK: options.clockFile }) },
  })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const firstLine = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as Readable }).once('line', resolve)
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`The Graph simulator ended with ${code} before it was ready`)))
  })
  const started = JSON.parse(firstLine) as { url: string; controlUrl: string }
  return {
    ...started,
    control: connectToSimulator(started.controlUrl),
    async stop() {
      child.kill()
      await exited
    },
  }
}
