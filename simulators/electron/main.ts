// Starts a program as Electron would: `node simulators/electron/main.ts <folder of the program>`. The program's built files run
// unmodified; only what they import as `electron` is ours.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import electronManifest from 'electron/package.json' with { type: 'json' }
import { z } from 'zod'
import { becomeReady, describeProgram } from './app.ts'
import { listenToTest } from './control.ts'
import { surroundings } from './surroundings.ts'

const ELECTRON = 'electron-double:electron'
const double = new URL('electron-module.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: ELECTRON, shortCircuit: true } : next(specifier, context),
  load(url, context, next) {
    if (url !== ELECTRON) return next(url, context)
    // electron-store takes the default export, our own files the named ones.
    const source = `import * as electron from '${double}'; export * from '${double}'; export default electron`
    return { format: 'module', source, shortCircuit: true }
  },
})

const folder = resolve(process.argv[2] ?? '.')
const { main } = z.object({ main: z.string() }).parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
Object.assign(process, { type: 'browser', resourcesPath: surroundings.resources ?? folder })
Object.assign(process.versions, { electron: electronManifest.version })
process.argv.splice(1, 1)

listenToTest()
describeProgram(folder)
await import(pathToFileURL(join(folder, main)).href)
await becomeReady()
