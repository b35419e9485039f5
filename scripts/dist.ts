// npm run dist: the installers of this system, in dist/. What is added goes to electron-builder (`npm run dist -- --dir`).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { answers, downloadAddress, findElectron } from './find-electron.ts'

const root = join(import.meta.dirname, '..')
const builder = join(root, 'node_modules/electron-builder/cli.js')

/** electron-builder's arguments, or undefined where Electron cannot be had. */
async function electronArguments(given: readonly string[]): Promise<string[] | undefined> {
  if (given.some(argument => argument.startsWith('-c.electronDist='))) return []
  // It downloads one archive for each architecture, and keeps them.
  if (await answers(downloadAddress(process.env), 10_000)) return []
  const binary = findElectron()
  if (binary === undefined) return undefined
  console.error(`Electron's server does not answer: built for ${process.arch} alone, from the Electron that is here.`)
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules/electron/dist')
  return [`-c.electronDist=${folder}`, `--${process.arch}`]
}

const given = process.argv.slice(2)
const electron = await electronArguments(given)
if (electron === undefined) {
  console.error(
    'No installer was built: Electron is neither on this machine nor can it be downloaded here. Run it where it can be.',
  )
  process.exitCode = 1
} else {
  const { status } = spawnSync(process.execPath, [builder, '--publish', 'never', ...electron, ...given], {
    cwd: root,
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
