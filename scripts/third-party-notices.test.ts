import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listNotices, noticeHeading } from './third-party-notices.ts'

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
