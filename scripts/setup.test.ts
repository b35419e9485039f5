import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const setup = pathToFileURL(join(import.meta.dirname, 'setup.mjs')).href

let folder: string
let launcher: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'santral-setup-'))
  launcher = join(folder, 'launcher.mjs')
  await writeFile(
    launcher,
    `import { handOver } from ${JSON.stringify(setup)}
     process.exitCode = await handOver(process.execPath, ['-e', process.argv[2]])`,
  )
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** What an application does: says its process id first, then lives until it is told to stop. */
const application = `
  console.log(process.pid)
  process.on('SIGTERM', () => { console.log('stopped'); process.exit(7) })
  setInterval(() => {}, 1000)`

function launch(program: string): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [launcher, program], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return { child, output: () => output }
}

it('hands over output and exit code', async () => {
  const { child, output } = launch("console.log('Santral'); process.exit(3)")
  expect(await once(child, 'close')).toEqual([3, null])
  expect(output()).toBe('Santral\n')
})

it('passes a signal on and waits for the end', async () => {
  const { child, output } = launch(application)
  await expect.poll(output).toMatch(/^\d+\n/)
  child.kill('SIGTERM')
  expect(await once(child, 'close')).toEqual([7, null])
  expect(output()).toContain('stopped')
})

// As npm does: it runs a shell, which runs us.
const npm = `
  const { spawn } = require('node:child_process')
  const [command, ...args] = process.argv.slice(1)
  spawn(command, args, { stdio: 'inherit', env: { ...process.env, npm_lifecycle_event: 'start' } })`
const shell = ['/bin/sh', '-c', '"$0" "$@"; exit $?', process.execPath]

it.runIf(process.platform === 'linux')('stops the application when npm is killed', async () => {
  const killed = spawn(process.execPath, ['-e', npm, ...shell, launcher, application], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  killed.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  await expect.poll(() => output, { timeout: 10_000 }).toMatch(/^\d+\n/)
  killed.kill('SIGKILL')
  await expect.poll(() => output, { timeout: 10_000 }).toContain('stopped')
})
