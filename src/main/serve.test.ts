import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const SECRET = '+905551234567'
/** Lets the test throw inside the program, where no part of it would catch. */
const SABOTAGE = `data:text/javascript,
  process.once('SIGUSR2', () => { throw new Error('boom ${SECRET}') });
  process.once('SIGWINCH', () => { Promise.reject(new Error('unheard ${SECRET}')) })`

interface Started {
  process: ChildProcessByStdio<null, Readable, Readable>
  out(): string
  errors(): string
  /** Resolves with the first whole line of standard output. */
  firstLine: Promise<string>
  ended: Promise<number | null>
}

let folder: string
let started: Started[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'santral-serve-'))
  started = []
  mkdirSync(join(root, 'out', 'renderer'), { recursive: true })
})
afterEach(async () => {
  for (const { process: child, ended } of started) {
    child.kill('SIGKILL')
    await ended
  }
  rmSync(folder, { recursive: true, force: true })
})

function start(options: string[], environment: Record<string, string> = {}, nodeOptions: string[] = []): Started {
  const child = spawn(process.execPath, [...nodeOptions, join(root, 'src/main/serve.ts'), ...options], {
    env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', SANTRAL_DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let errors = ''
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += String(chunk)
      if (out.includes('\n')) resolve(out.split('\n')[0] ?? '')
    })
    child.once('exit', () => reject(new Error(`it ended: ${errors}`)))
  })
  firstLine.catch(() => {})
  child.stderr.on('data', (chunk: Buffer) => {
    errors += String(chunk)
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const result = { process: child, out: () => out, errors: () => errors, firstLine, ended }
  started.push(result)
  return result
}

const readLog = () =>
  readdirSync(join(folder, 'logs'))
    .map(name => readFileSync(join(folder, 'logs', name), 'utf8'))
    .join('')

describe('the browser host as a process', () => {
  it('says its address in the first line and nothing else there, and ends well when asked to', async () => {
    const host = start(['--headless'])
    const line = await host.firstLine
    expect(line).toMatch(/^Santral: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{20,}$/u)
    expect((await fetch(line.slice('Santral: '.length), { redirect: 'manual' })).status).toBe(303)
    host.process.kill('SIGTERM')
    expect(await host.ended).toBe(0)
    expect(host.out()).toBe(`${line}\n`)
    for (const errorLine of host.errors().trim().split('\n')) expect(() => JSON.parse(errorLine)).not.toThrow()
    expect(readLog()).toContain('stopped')
    expect(existsSync(join(folder, 'santral.lock.json'))).toBe(false)
    expect(existsSync(join(folder, 'santral.db-wal'))).toBe(false)
  })

  it('refuses a second start on the same data, and says who has it', async () => {
    const host = start(['--headless'])
    await host.firstLine
    const second = start(['--headless'])
    expect(await second.ended).toBe(1)
    expect(second.out()).toBe('')
    expect(second.errors()).toContain('already running on this data')
    expect(second.errors()).toContain(`as process ${host.process.pid}`)
    expect(second.errors()).not.toMatch(/\n\s+at /u)
    expect(host.process.exitCode).toBeNull()
  })

  it.skipIf(process.platform === 'win32')('shows the window of the first one when started again', async () => {
    const host = start(['--headless'])
    const url = (await host.firstLine).slice('Santral: '.length)
    const browser = join(folder, 'browser')
    const note = join(folder, 'opened')
    writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > '${note}.partial' && mv '${note}.partial' '${note}'\n`)
    chmodSync(browser, 0o755)
    const second = start([], { CHROMIUM_PATH: browser })
    expect(await second.ended).toBe(0)
    await expect.poll(() => existsSync(note)).toBe(true)
    expect(readFileSync(note, 'utf8')).toContain(`--app=${url}`)
    expect(second.out()).toBe('')
  })

  it.skipIf(process.platform === 'win32')(
    'writes an error that nobody caught to the log, drains and ends badly; a failure that nobody heard is only noted',
    async () => {
      const host = start(['--headless'], {}, ['--import', SABOTAGE])
      await host.firstLine
      host.process.kill('SIGWINCH')
      await expect.poll(() => host.errors()).toContain('a failure was not handled')
      expect(host.process.exitCode).toBeNull()
      host.process.kill('SIGUSR2')
      expect(await host.ended).toBe(1)
      const log = readLog()
      expect(log).toMatch(/"level":"fatal".*an error was not caught/u)
      expect(log).toContain('stopped')
      expect(log + host.errors()).not.toContain(SECRET)
      expect(host.errors()).toContain('Santral has to stop')
      expect(existsSync(join(folder, 'santral.lock.json'))).toBe(false)
      await start(['--headless']).firstLine
    },
  )

  it.each([
    ['an option', ['--hedless'], {}, /hedless/u],
    ['a port', ['--headless', '--port', 'x'], {}, /--port takes a number/u],
    [
      'a variable',
      ['--headless'],
      { SANTRAL_WHATSAPP_URL: 'ws://evil.example' },
      /SANTRAL_WHATSAPP_URL: only an address/u,
    ],
  ])('says in one line that %s makes no sense', async (_, options, environment, sentence) => {
    const host = start(options, environment)
    expect(await host.ended).toBe(1)
    expect(host.errors()).toMatch(sentence)
    expect(host.errors()).not.toMatch(/\n\s+at /u)
    expect(host.errors()).not.toContain('evil.example')
  })

  it('says so when its port is taken, and leaves the data free', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const host = start(['--headless', '--port', String(port)])
    expect(await host.ended).toBe(1)
    expect(host.errors()).toContain('EADDRINUSE')
    other.close()
    await start(['--headless']).firstLine
  })
})
