import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { BUILD_STAMP, hashSources, isBuilt } from './is-built.ts'

const root = join(import.meta.dirname, '..')
const lock = join(root, '.cache', 'build.lock')

/** One build at a time: a second one waits for the first, and finds its work done. */
async function takeTurn(): Promise<void> {
  mkdirSync(join(root, '.cache'), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (!isAlive(readHolder())) rmSync(lock, { force: true })
      else await wait(100)
    }
  }
}

function readHolder(): number {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return 0
  }
}

function isAlive(processId: number): boolean {
  try {
    return processId > 0 && process.kill(processId, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function build(): number {
  const before = hashSources()
  rmSync(BUILD_STAMP, { force: true })
  const cli = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const result = spawnSync(process.execPath, [cli, 'build', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  if (result.status === 0) writeFileSync(BUILD_STAMP, before)
  else console.error(`The build failed:\n${result.stdout}${result.stderr}`)
  return result.status ?? 1
}

if (process.argv.includes('--force') || !isBuilt()) {
  await takeTurn()
  try {
    if (process.argv.includes('--force') || !isBuilt()) {
      const started = performance.now()
      process.exitCode = build()
      if (process.exitCode === 0) console.error(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
    }
  } finally {
    rmSync(lock, { force: true })
  }
}
