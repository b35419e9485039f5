import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const LOCK = 'SingletonLock'
const KNOCK = 'SingletonKnock'

const Knock = z.object({ argv: z.array(z.string()), folder: z.string() })
export type Knock = z.infer<typeof Knock>

export interface SingleInstance {
  release(): void
}

/** One process per user-data folder, as with the real one: the second knocks at the first one's door and is turned away. */
export function takeSingleInstance(userData: string, onKnock: (knock: Knock) => void): SingleInstance | undefined {
  mkdirSync(userData, { recursive: true })
  const lock = join(userData, LOCK)
  const knock = join(userData, KNOCK)
  if (!takeLock(lock)) {
    writeFileSync(knock, JSON.stringify({ argv: process.argv, folder: process.cwd() } satisfies Knock))
    return undefined
  }
  rmSync(knock, { force: true })
  const watcher = watch(userData, { persistent: false }, (_event, name) => {
    if (name !== KNOCK) return
    const heard = readKnock(knock)
    if (!heard) return
    rmSync(knock, { force: true })
    onKnock(heard)
  })
  return {
    release() {
      watcher.close()
      rmSync(lock, { force: true })
    },
  }
}

function takeLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (isAlive(Number(readFileSync(file, 'utf8')))) return false
    // Left behind by a process that was killed.
    rmSync(file, { force: true })
    return takeLock(file)
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}

/** Undefined while it is half written; the watcher is told again when it is whole. */
function readKnock(file: string): Knock | undefined {
  try {
    return Knock.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
