import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isAllowedLicence, listNotices, noticeHeading } from './third-party-notices.ts'

const root = join(import.meta.dirname, '..')

it('About names every package that is shipped (run scripts/generate-notices.ts after a dependency changed)', () => {
  const lines = new Set(readFileSync(join(root, 'resources/third-party-notices.txt'), 'utf8').split('\n'))
  const missing = listNotices(root)
    .map(noticeHeading)
    .filter(heading => !lines.has(heading))
  expect(missing).toEqual([])
})

it('knows what is bundled into the page as well as what main needs beside it', () => {
  const names = new Set(listNotices(root).map(notice => notice.name))
  for (const name of ['react', '@mantine/core', 'flag-icons', 'better-sqlite3', 'libsignal'])
    expect(names).toContain(name)
  for (const name of ['vitest', 'electron-builder']) expect(names).not.toContain(name)
})

it('nothing is shipped under a licence that nobody has reviewed', () => {
  // Name no licence in their manifest, and carry the text of one: read by a person.
  const readByHand = new Map([['png-js', 'MIT']])
  const refused = listNotices(root).filter(({ name, license }) => !isAllowedLicence(readByHand.get(name) ?? license))
  expect(refused).toEqual([])
})

it('takes one of several licences, needs each of a sum, and refuses what it does not know', () => {
  expect(isAllowedLicence('(MIT OR AGPL-3.0)')).toBe(true)
  expect(isAllowedLicence('(MIT AND Zlib)')).toBe(true)
  for (const licence of ['MIT AND SSPL-1.0', 'AGPL-3.0', 'UNLICENSED', 'see its package', '', 'MIT OR ISC AND X'])
    expect(isAllowedLicence(licence), licence).toBe(false)
})
