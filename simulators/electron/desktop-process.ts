import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Happening, ToTest } from './control.ts'
import { SURROUNDINGS_VARIABLE, type Surroundings } from './surroundings.ts'

export interface DesktopProcess {
  /** Everything that reached the desktop so far. */
  readonly happenings: readonly Happening[]
  /** Waits for the n-th happening of that name since the start (the first, when nothing is said) and gives its data. */
  waitFor(what: string, number?: number): Promise<unknown>
  /** Plays the person or the system; see `onCommand` in the double. */
  command(name: string, ...values: unknown[]): Promise<unknown>
  /** A message of the test's own, to a program that was written for it. */
  send(message: object): void
  /** The page of the window, to be driven by Playwright. */
  page(): Promise<Page>
  /** The exit code, or the signal, once the process has ended. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  /** What it wrote to standard error. */
  complaints(): string
  signal(signal: NodeJS.Signals): void
  /** Ends it, if it is still there, and lets go of its pages. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Runs a program in the Electron double, in a process of its own. */
export async function startDesktop({
  program,
  argv = [],
  surroundings = {},
  environment = {},
  logFile,
}: {
  program: string
  /** What the system adds to the start, such as a link of the program. */
  argv?: readonly string[]
  surroundings?: Partial<Surroundings>
  environment?: Record<string, string>
  /** Read when the program ends too early, to say why. */
  logFile?: string
}): Promise<DesktopProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), program, ...argv], {
    env: { ...process.env, ...environment, [SURROUNDINGS_VARIABLE]: JSON.stringify(surroundings) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const desktop = listenTo(child, logFile)
  // A program that may not start ends before it is ever ready.
  await Promise.race([desktop.waitFor('ready').catch(() => {}), desktop.ended])
  return desktop
}

function listenTo(child: ChildProcess, logFile: string | undefined): DesktopProcess {
  const happenings: Happening[] = []
  const news = new EventEmitter()
  news.setMaxListeners(0)
  const answers = new Map<number, PromiseWithResolvers<unknown>>()
  let complaints = ''
  let lastCommand = 0
  let browser: Promise<Browser> | undefined

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  child.on('message', (message: ToTest) => {
    if ('happening' in message) {
      happenings.push(message.happening)
      news.emit('happening')
      return
    }
    const answer = answers.get(message.answerTo)
    answers.delete(message.answerTo)
    if (message.problem === undefined) answer?.resolve(message.value)
    else answer?.reject(new Error(message.problem))
  })
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null)
  void ended.then(() => {
    for (const answer of answers.values()) answer.reject(new Error('The program has ended'))
    news.emit('happening')
  })

  async function waitFor(what: string, number = 1): Promise<unknown> {
    for (;;) {
      const found = happenings.filter(happening => happening.what === what)[number - 1]
      if (found) return found.data
      if (child.exitCode !== null || child.signalCode !== null) {
        const seen = happenings.map(happening => JSON.stringify(happening)).join('\n')
        const log = logFile !== undefined && existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''
        throw new Error(`The program ended without "${what}":\n${seen}\n${complaints}\n${log}`)
      }
      await once(news, 'happening')
    }
  }

  function command(name: string, ...values: unknown[]): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>()
    lastCommand += 1
    answers.set(lastCommand, answer)
    child.send({ id: lastCommand, name, values })
    return answer.promise
  }

  return {
    happenings,
    waitFor,
    command,
    send: message => void child.send(message),
    async page() {
      browser ??= command('devtools-address').then(address => chromium.connectOverCDP(String(address)))
      const [context] = (await browser).contexts()
      if (!context) throw new Error('Chromium has no context')
      for (;;) {
        const page = context.pages().find(opened => opened.url().startsWith('https://'))
        if (page) return page
        const opened = context.pages()[0] ?? (await context.waitForEvent('page'))
        await opened.waitForURL('https://**')
      }
    },
    ended,
    complaints: () => complaints,
    signal: signal => void child.kill(signal),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
      await (await browser?.catch(() => undefined))?.close()
    },
  }
}
