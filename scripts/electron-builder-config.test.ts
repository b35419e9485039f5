import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { DebugLogger } from 'builder-util'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

async function readConfig() {
  return await getConfig(root, join(root, 'electron-builder.yml'), null)
}

it('is a configuration that electron-builder accepts', async () => {
  await expect(validateConfiguration(await readConfig(), new DebugLogger(false))).resolves.toBeUndefined()
})

it('would hear of a setting that does not exist', async () => {
  const misspelt = { ...(await readConfig()), asarUnpak: ['x'] }
  await expect(validateConfiguration(misspelt, new DebugLogger(false))).rejects.toThrow(/asarUnpak/)
})

it('builds what the office can install, and lets the SQLite binary out of the archive', async () => {
  const config = await readConfig()
  expect(config.win?.target).toEqual([{ target: 'nsis', arch: ['x64'] }])
  expect(config.mac?.target).toEqual([
    { target: 'dmg', arch: ['x64', 'arm64'] },
    { target: 'zip', arch: ['x64', 'arm64'] },
  ])
  expect(config.linux?.target).toEqual([
    { target: 'AppImage', arch: ['x64'] },
    { target: 'deb', arch: ['x64'] },
  ])
  expect(config.asarUnpack).toContain('node_modules/better-sqlite3/prebuilds/**')
  expect(config.npmRebuild).toBe(false)
})

it('publishes nothing, and names no feed that could ever be asked', async () => {
  const { publish } = await readConfig()
  const providers = [publish].flat()
  // .invalid leads nowhere, by the standard. Which feed is asked, an admin says in About.
  expect(providers).toEqual([{ provider: 'generic', url: expect.stringMatching(/^https:\/\/[\w.-]+\.invalid\/$/u) }])
  expect(readFileSync(join(root, 'scripts/dist.ts'), 'utf8')).toContain("'--publish', 'never'")
})

it('opens no kind of file, because the program reads none (decision 0017)', async () => {
  const config = await readConfig()
  expect(config.fileAssociations).toBeUndefined()
  expect(config.protocols).toEqual([{ name: 'Santral', schemes: ['santral'] }])
})

it('ships the built program and nothing of its sources', async () => {
  const config = await readConfig()
  expect(config.files).toEqual([expect.objectContaining({ filter: expect.arrayContaining(['out/**/*']) })])
  // A list of exceptions for one platform would stand for "everything but": the sources too.
  expect([config.win?.files, config.mac?.files, config.linux?.files]).toEqual([undefined, undefined, undefined])
})

it('names pictures and papers that exist', async () => {
  const config = await readConfig()
  for (const path of [
    config.win?.icon,
    config.mac?.icon,
    config.linux?.icon,
    'LICENSE',
    'resources/icons/512x512.png',
  ]) {
    expect(path && existsSync(join(root, String(path))), String(path)).toBe(true)
  }
})

it('is told where the program starts', async () => {
  const { default: project } = await import('../package.json', { with: { type: 'json' } })
  expect(project.main).toBe('out/main/index.js')
  expect(project.license).toBe('GPL-3.0-or-later')
  expect(project.author).toMatch(/<.+@.+>/)
  expect(project.homepage).toMatch(/^https:/)
})
