import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

/** The built application as a process: what is shipped is what the demo shows. */
export interface Program {
  readonly pid: number
  /** Opens one page. */
  readonly pageUrl: string
  /** Resolves when it has ended, by itself or by force. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  stop(): Promise<void>
}

/** Starts the browser host on a port that stays the same, so that an open window finds it again after a restart. */
export async function startProgram(options: {
  programFolder: string
  port: number
  environment: Readonly<Record<string, string>>
}): Promise<Program> {
  const endWithParent = pathToFileURL(join(import.meta.dirname, 'end-with-parent.ts')).href
  const serve = join(options.programFolder, 'out', 'main', 'serve.js')
  const child = spawn(
    process.execPath,
    ['--import', endWithParent, serve, '--headless', '--port', String(options.port)],
    {
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  )
  const lastWords: string[] = []
  if (child.stderr) createInterface({ input: child.stderr }).on('line', line => keepLast(lastWords, line))
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', reject)
  })
  const pageUrl = await readPageUrl(child, ended, lastWords)
  return {
    pid: child.pid ?? 0,
    pageUrl,
    ended,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function readPageUrl(
  child: ChildProcess,
  ended: Promise<unknown>,
  lastWords: readonly string[],
): Promise<string> {
  const { stdout } = child
  if (!stdout) throw new Error('The program has no output')
  const firstLine = new Promise<string>(resolve => createInterface({ input: stdout }).once('line', resolve))
  const tooEarly = ended.then(() => {
    throw new Error(`Santral ended before it was ready:\n${lastWords.join('\n')}`)
  })
  return (await Promise.race([firstLine, tooEarly])).replace(/^Santral: /u, '')
}

const LINES_KEPT = 20

function keepLast(lines: string[], line: string): void {
  lines.push(line)
  if (lines.length > LINES_KEPT) lines.shift()
}
