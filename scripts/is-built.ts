import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Of which sources the programs in `out` were made. */
export const BUILD_STAMP = join(root, 'out', '.built-from')

const sources = [
  'src/**/*',
  'resources/**/*',
  'LICENSE',
  'electron.vite.config.ts',
  'scripts/{emoji-data,precompress}.ts',
  'package.json',
  'package-lock.json',
]

/** A hash over everything the build reads; tests are not built. */
export function hashSources(): string {
  const hash = createHash('sha256')
  const files = sources.flatMap(pattern => globSync(pattern, { cwd: root, exclude: ['**/*.test.{ts,tsx}'] }))
  for (const file of files.sort()) {
    const path = join(root, file)
    if (statSync(path).isFile()) hash.update(file).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

/** Whether `out` is what the build would make of the sources as they are now. */
export function isBuilt(): boolean {
  return existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === hashSources()
}
