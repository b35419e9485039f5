import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import project from '../package.json' with { type: 'json' }

const root = join(import.meta.dirname, '..')
const workflow = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8')

it('the release workflow knows no secret and may write nothing', () => {
  expect(workflow).not.toMatch(/secrets\.|_TOKEN|PASSWORD/u)
  expect(workflow).toMatch(/^permissions:\n {2}contents: read$/mu)
})

it('the release workflow runs what there is, on every system that is shipped for', () => {
  const scripts = [...workflow.matchAll(/npm run ([\w:]+)/gu)].map(([, name]) => name ?? '')
  expect(new Set(scripts)).toEqual(new Set(['build', 'dist']))
  expect(Object.keys(project.scripts)).toEqual(expect.arrayContaining([...scripts, 'test']))
  const [, journey = '', name = ''] = /vitest run (\S+) -t "([^"]+)"/u.exec(workflow) ?? []
  expect(existsSync(join(root, journey)), journey).toBe(true)
  expect(readFileSync(join(root, journey), 'utf8')).toContain(`describe('${name}'`)
  const [, journeys = ''] = /playwright test --project=(\w+)/u.exec(workflow) ?? []
  expect(readFileSync(join(root, 'playwright.config.ts'), 'utf8')).toContain(`name: '${journeys}'`)
  // Whoever runs a feed of updates takes its list from here.
  expect(workflow).toContain('dist/latest*.yml')
  for (const system of ['ubuntu', 'windows', 'macos']) expect(workflow).toContain(system)
})
