import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

export interface Generation {
  /** The migrations that appeared in `out`. */
  added: string[]
  exitCode: number
  output: string
}

/**
 * Runs `drizzle-kit generate` and reports what it wrote, which its exit code does not: asked about a renamed column
 * without a terminal it prints an error, writes nothing and exits with 0.
 */
export async function generateMigrations(
  config: string,
  out: string,
  args: string[],
  stdio: 'inherit' | 'pipe',
): Promise<Generation> {
  const before = new Set(globSync('*.sql', { cwd: out }))
  const cli = join(root, 'node_modules/drizzle-kit/bin.cjs')
  const child = spawn(process.execPath, [cli, 'generate', `--config=${config}`, ...args], {
    cwd: root,
    stdio: stdio === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve(code ?? 1))
  })
  return { added: globSync('*.sql', { cwd: out }).filter(file => !before.has(file)), exitCode, output }
}
