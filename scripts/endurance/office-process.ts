import { type ChildProcess, spawn } from 'node:child_process'
import { get, request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectClient, type OfficeClient } from '../../e2e/fixtures/office-client.ts'
import { isBuilt } from '../is-built.ts'

const root = join(import.meta.dirname, '../..')
/** Once it is built it starts in less than half the time, and a kill meets more of its life. */
const program = join(root, isBuilt() ? 'out/main/serve.js' : 'src/main/serve.ts')

/** The application as a process that can be killed at any instant and started again on the same data. */
export class OfficeProcess {
  readonly #environment: Record<string, string>
  readonly #nodeOptions: readonly string[]
  #child: ChildProcess | undefined
  #complaints: string[] = []
  #pageUrl = ''
  #cookie: Promise<string> | undefined

  constructor(environment: Record<string, string>, nodeOptions: readonly string[] = []) {
    this.#environment = environment
    this.#nodeOptions = nodeOptions
  }

  /** Resolves once the program is there; rejects when it ends before. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [...this.#nodeOptions, program, '--headless', '--port', '0'], {
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

  get pid(): number | undefined {
    return this.#child?.pid
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

  /** Sends the bytes of a file to the address that the program gave, a piece at a time. Answers with the status. */
  async upload(path: string, pieces: readonly Uint8Array[], restMs: number, signal: AbortSignal): Promise<number> {
    const cookie = await this.#cookie
    const url = new URL(path, this.#pageUrl)
    const length = pieces.reduce((sum, { length: size }) => sum + size, 0)
    const headers = { Cookie: cookie, Origin: url.origin, 'Content-Length': length }
    const answer = Promise.withResolvers<number>()
    const upload = request(url, { method: 'PUT', headers, signal }, response => {
      response.resume()
      answer.resolve(response.statusCode ?? 0)
    })
    upload.on('error', answer.reject)
    // Looked at below, and not unhandled until then.
    answer.promise.catch(() => {})
    for (const piece of pieces) {
      if (upload.destroyed) break
      upload.write(piece)
      await sleep(restMs)
    }
    upload.end()
    return answer.promise
  }

  /** Any request at all, with the cookie of a page; answers with the status, or 0 when the connection was closed. */
  ask(method: string, path: string, headers: Record<string, string>): Promise<number> {
    return new Promise(resolve => {
      void this.#cookie?.then(cookie => {
        const { port } = new URL(this.#pageUrl)
        const asked = request({ host: '127.0.0.1', port, method, path, headers: { ...headers, Cookie: cookie } })
        asked.on('response', response => {
          response.resume()
          resolve(response.statusCode ?? 0)
        })
        asked.on('error', () => resolve(0))
        asked.end(method === 'PUT' || method === 'POST' ? 'x'.repeat(100) : undefined)
      })
    })
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
