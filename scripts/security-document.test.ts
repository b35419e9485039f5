import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** The tests that each wall of docs/security.md names. */
function wallsIn(text: string): { wall: string; tests: string[] }[] {
  const section = text.split('## What protects')[1]?.split('\n## ')[0] ?? ''
  const rows = section.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| Wall'))
  return rows.map(row => {
    const [wall = '', tests = ''] = row.slice(2).split(' | ')
    return { wall, tests: [...tests.matchAll(/`([^`]+)`/gu)].map(([, path]) => path ?? '') }
  })
}

it('every wall of docs/security.md has a test that is there', () => {
  const walls = wallsIn(readFileSync(join(root, 'docs/security.md'), 'utf8'))
  expect(walls.length).toBeGreaterThan(20)
  for (const { wall, tests } of walls) {
    expect(tests, wall).not.toEqual([])
    for (const path of tests) expect(path.endsWith('.test.ts') && existsSync(join(root, path)), path).toBe(true)
  }
})

it('would see a wall without one', () => {
  expect(wallsIn('## What protects\n| Wall | Test |\n|---|---|\n| A moat | none |\n')).toEqual([
    { wall: 'A moat', tests: [] },
  ])
})
