import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { FuseState } from '@electron/fuses/dist/constants.js'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import project from '../../package.json' with { type: 'json' }
import { listNotices } from '../third-party-notices.ts'
import { writeElectronStandIn } from './electron-stand-in.ts'
import { startPackedHost } from './packed-host.ts'

// electron-builder packs the built program around a stand-in of Electron; everything of the result but Electron is real.

const root = join(import.meta.dirname, '../..')
const inOrder = (one = '', other = '') => one.localeCompare(other)
const BUDGET = 60 * 1024 * 1024
const isLinux = process.platform === 'linux'

describe.skipIf(!isLinux)(`the packed program${isLinux ? '' : ': skipped, the stand-in is one for Linux'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'santral-packed-'))
  const packed = join(folder, 'out', process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`)
  const archive = join(packed, 'resources', 'app.asar')
  const program = join(folder, 'program')
  let files: string[] = []

  beforeAll(async () => {
    const built = spawnSync(process.execPath, [join(root, 'scripts/build.ts')], { encoding: 'utf8' })
    if (built.status !== 0) throw new Error(built.stderr)
    const electron = join(folder, 'electron')
    await writeElectronStandIn(electron)
    const settings = [`-c.electronDist=${electron}`, `-c.directories.output=${join(folder, 'out')}`]
    const dist = [join(root, 'scripts/dist.ts'), '--linux', `--${process.arch}`, '--dir', ...settings]
    const { status, stdout, stderr } = spawnSync(process.execPath, dist, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`${stdout}${stderr}`)
    extractAll(archive, program)
    files = listPackage(archive, { isPack: false }).filter(file => statSync(join(program, file)).isFile())
  }, 180_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('holds what was built, its papers and what is external, and nothing else', () => {
    const top = new Set(files.map(file => file.split('/')[1]))
    expect(top).toEqual(new Set(['drizzle', 'node_modules', 'out', 'package.json', 'resources']))
    const unneeded =
      /\.(?:map|[cm]?tsx?|md|markdown|cc?|cpp|h|gyp|o|a|plist|svg)$|\/(?:tests?|__tests__|\.built-from)(?:\/|$)/u
    const inTheProgram = files.filter(file => !file.startsWith('/out/renderer/'))
    expect(inTheProgram.filter(file => unneeded.test(file))).toEqual([])
    expect(files.filter(file => file.endsWith('.map'))).toEqual([])
    for (const file of [
      '/out/main/index.js',
      '/out/main/serve.js',
      '/out/main/backup-worker.js',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
      '/resources/icon.png',
      '/resources/countries.json',
    ])
      expect(files).toContain(file)
  })

  it('has the binary of SQLite for its platform alone, outside the archive', () => {
    const binaries = files.filter(file => file.endsWith('.node'))
    expect(binaries).toEqual([`/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`])
    for (const binary of binaries) expect(statSync(join(`${archive}.unpacked`, binary)).size).toBeGreaterThan(1_000_000)
  })

  it('is within its size', () => {
    const beside = globSync('**/*', { cwd: `${archive}.unpacked` })
    const sizes = beside.map(file => statSync(join(`${archive}.unpacked`, file))).filter(found => found.isFile())
    expect(sizes.reduce((sum, { size }) => sum + size, statSync(archive).size)).toBeLessThan(BUDGET)
  })

  it('names every package in it to whoever opens About', () => {
    const named = new Set(listNotices(root).map(({ name }) => name))
    const present = files.map(file => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(file)?.[1]).filter(name => name)
    const bundled = globSync('out/main/*.map', { cwd: root }).flatMap(file => {
      const { sources } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { sources: string[] }
      return sources.map(source => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//u.exec(source)?.[1])
    })
    expect(bundled).toContain('ws')
    const unnamed = new Set([...present, ...bundled].filter(name => name !== undefined && !named.has(name)))
    expect([...unnamed]).toEqual([])
  })

  it('closes what Electron leaves open', async () => {
    const fuses = await getCurrentFuseWire(join(packed, project.name))
    const on = Object.entries(fuses).filter(([, state]) => state === FuseState.ENABLE)
    expect(on.map(([option]) => FuseV1Options[Number(option)]).toSorted(inOrder)).toEqual([
      'EnableCookieEncryption',
      'EnableEmbeddedAsarIntegrityValidation',
      // Of no use to us and no harm: the snapshot is Electron's own.
      'LoadBrowserProcessSpecificV8Snapshot',
      'OnlyLoadAppFromAsar',
    ])
  })

  it('carries its licences beside it', () => {
    expect(readFileSync(join(packed, 'resources', 'LICENSE.txt'), 'utf8')).toBe(
      readFileSync(join(root, 'LICENSE'), 'utf8'),
    )
    expect(readFileSync(join(packed, 'resources', 'third-party-notices.txt'), 'utf8')).toContain('better-sqlite3 ')
    expect(readdirSync(packed)).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']))
  })

  it('finds every package that is external in itself', () => {
    const names = Object.keys(project.dependencies)
    // Electron's own are found; only Electron can run them.
    const script = `
      for (const name of ${JSON.stringify(names)}) {
        const found = import.meta.resolve(name)
        if (!/^(?:electron-|@expo)/.test(name)) await import(found)
      }
      console.log('all')`
    const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: program,
      encoding: 'utf8',
    })
    expect(`${child.stdout}${child.stderr}`).toBe('all\n')
  })

  it('runs: the page comes, the core answers, the database is there', async () => {
    const dataFolder = join(folder, 'data')
    const host = await startPackedHost({ program, dataFolder })
    onTestFinished(async () => void (await host.stop()))
    expect(host.page.status).toBe(200)
    expect(await host.page.text()).toContain('<div id="root"')
    expect(await host.client.system.hello({ contract: CONTRACT_VERSION, sessionToken: null })).toMatchObject({
      host: 'browser',
      officeId: null,
    })
    expect(await host.stop()).toBe(0)
    const database = new Database(join(dataFolder, 'santral.db'), { readonly: true })
    const { applied } = database.prepare('SELECT count(*) AS applied FROM __drizzle_migrations').get() as {
      applied: number
    }
    database.close()
    expect(applied).toBe(globSync('drizzle/*.sql', { cwd: program }).length)
  })
})
