import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Kills the process, as a power cut does, before its nth step on files whose path has the mark in it. */
const KILLER = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs'
  import { syncBuiltinESMExports } from 'node:module'
  let left = Number(process.env.KILL_BEFORE)
  for (const name of ['renameSync', 'rmSync', 'mkdirSync', 'copyFileSync', 'writeFileSync', 'linkSync']) {
    const real = fs[name]
    fs[name] = (...given) => {
      if (String(given[0]).includes(process.env.KILL_MARK) && left-- === 0) process.kill(process.pid, 'SIGKILL')
      return real(...given)
    }
  }
  syncBuiltinESMExports()
`)}`

/** Runs a script with its arguments in a process of its own. Says whether it was killed, or ended before that step. */
export async function killBefore(
  step: number,
  { script, given, mark }: { script: string; given: string[]; mark: string },
): Promise<boolean> {
  const child = spawn(
    process.execPath,
    ['--import', KILLER, '--input-type=module', '-e', script, ...given],
    // Where packages and `#shared` are found.
    {
      env: { ...process.env, KILL_BEFORE: String(step), KILL_MARK: mark },
      stdio: 'inherit',
      cwd: import.meta.dirname,
    },
  )
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  if (signal === null && code !== 0) throw new Error(`The script ended with ${code}`)
  return signal === 'SIGKILL'
}
