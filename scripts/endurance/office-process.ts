import { type ChildProcess, spawn } from 'node:child_process'
import { get } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connectClient, type OfficeClient } from '../../e2e/fixtures/office-client.ts'
import { isBuilt } from '../is-built.ts'

const root = join(import.meta.dirname, '../..')
/** Once it is built it starts in less than half the time, and a kill meets more of its life. */
const program = join(root, isBuilt() ? 'out/main/serve.js' : 'src/main/serve.ts')

/** The application as a process that can be killed at any instant and started again on the same data. */
export class OfficeProcess {
  readonly #environment: Record<string, string>
  #child: ChildProcess | undefined
  #complaints: string[] = []
  #pageUrl = ''
  #cookie: Promise<string> | undefined

  constructor(environment: Record<string, string>) {
    this.#environment = environment
  }

  /** Resolves once the program is there; rejects when it ends before. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [program, '--headless', '--port', '0'], {
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    this.#complaints = []
    createInterface({ input: child.stderr }).on('line', line => this.#complaints.push(line))
    child.once('exit', (code, signal) => this.#complaints.push(`ended with ${code ?? signal}`))
    const firstLine = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve)
      child.once('error', reject)
      child.once('exit', code => reject(new Error(`Santral ended with ${code}:\n${this.#complaints.join('\n')}`)))
    })
    this.#pageUrl = firstLine.replace(/^Santral: /u, '')
    this.#cookie = undefined
  }

  get isRunning(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null
  }

  /** What the program said last, when something went wrong. */
  get lastWords(): string {
    return this.#complaints.slice(-30).join('\n')
  }

  /** A page of the program, signed in when a session token is given. */
  async connect(sessionToken: string | null): Promise<OfficeClient> {
    // The address works once, what it is exchanged for until the program ends.
    this.#cookie ??= openPage(this.#pageUrl)
    const cookie = await this.#cookie
    return await connectClient(new URL(this.#pageUrl).origin, cookie, sessionToken)
  }

  /** As a power cut, also in the middle of starting. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (!child || !this.isRunning) return
    const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
    child.kill(signal)
    await gone
  }
}

function openPage(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, response => {
      response.resume()
      resolve(String(response.headers['set-cookie']).split(';')[0] ?? '')
    }).on('error', reject)
  })
}
