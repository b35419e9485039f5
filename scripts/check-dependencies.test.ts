import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cruiseDependencies, type DependencyReport } from './check-dependencies.ts'

const root = join(import.meta.dirname, '..')

/** A small house that keeps every rule. */
const lawful: Record<string, string> = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: { '#shared/*': './src/shared/*' },
    dependencies: { zod: '*', 'drizzle-orm': '*' },
    devDependencies: { '@mantine/core': '*', electron: '*', 'smtp-server': '*' },
  }),
  'src/shared/domain/money.ts': "import { z } from 'zod'\nexport const Money = z.number()",
  'src/main/db/schema.ts': "export * from '../features/leads/schema.ts'",
  'src/main/features/leads/schema.ts':
    "import { sqliteTable } from 'drizzle-orm/sqlite-core'\nexport const t = sqliteTable",
  'src/main/features/leads/service.ts':
    "import { Money } from '#shared/domain/money.ts'\nexport type Leads = typeof Money",
  'src/main/features/calendar/service.ts':
    "import type { Leads } from '../leads/service.ts'\nimport { t } from '../leads/schema.ts'\nexport const c = (l: Leads) => [l, t]",
  'src/main/app.ts': "import { c } from './features/calendar/service.ts'\nexport const app = c",
  'src/main/desktop/window.ts': "import { app } from 'electron'\nexport const w = app",
  'src/main/browser/server.ts': "import { app } from '../app.ts'\nexport const s = app",
  'src/main/serve.ts': "import { s } from './browser/server.ts'\ns.toString()",
  'src/renderer/ui/panel.tsx': "import { Box } from '@mantine/core'\nexport const Panel = Box",
  'src/renderer/features/leads/page.tsx': "import { Panel } from '../../ui/panel.tsx'\nexport const Page = Panel",
  'src/renderer/app/routes.tsx': "import { Page } from '../features/leads/page.tsx'\nexport const routes = Page",
}

/** One planted violation per rule. */
const planted: [rule: string, file: string, code: string][] = [
  ['shared-is-pure', 'src/shared/a.ts', "import { readFileSync } from 'node:fs'\nexport const x = readFileSync"],
  ['shared-is-pure', 'src/shared/b.ts', "import { app } from 'electron'\nexport const x = app"],
  ['shared-is-pure', 'src/shared/c.ts', "import { app } from '../main/app.ts'\nexport const x = app"],
  ['shared-is-pure', 'src/shared/d.ts', "import { useState } from 'react'\nexport const x = useState"],
  [
    'renderer-never-imports-main',
    'src/renderer/features/e/type.ts',
    "import type { Leads } from '../../../main/features/leads/service.ts'\nexport type X = Leads",
  ],
  [
    'renderer-has-no-node',
    'src/renderer/features/e/node.ts',
    "import { join } from 'node:path'\nexport const x = join",
  ],
  [
    'main-never-imports-renderer',
    'src/main/features/e/page.ts',
    "import { Page } from '../../../renderer/features/leads/page.tsx'\nexport const x = Page",
  ],
  [
    'renderer-ui-knows-no-domain',
    'src/renderer/ui/f.tsx',
    "import { Page } from '../features/leads/page.tsx'\nexport const x = Page",
  ],
  [
    'renderer-features-do-not-import-app',
    'src/renderer/features/e/app.tsx',
    "import { routes } from '../../app/routes.tsx'\nexport const x = routes",
  ],
  ['electron-only-in-desktop', 'src/main/features/e/el.ts', "import type { App } from 'electron'\nexport type X = App"],
  ['electron-only-in-desktop', 'src/main/browser/g.ts', "import Store from 'electron-store'\nexport const x = Store"],
  ['entries-are-never-imported', 'src/main/browser/entry.ts', "export * from '../serve.ts'"],
  [
    'hosts-know-not-each-other',
    'src/main/desktop/h.ts',
    "import { s } from '../browser/server.ts'\nexport const x = s",
  ],
  [
    'hosts-know-not-each-other',
    'src/main/browser/h.ts',
    "import { w } from '../desktop/window.ts'\nexport const x = w",
  ],
  ['features-know-no-host', 'src/main/features/e/up.ts', "import { app } from '../../app.ts'\nexport const x = app"],
  ['features-know-no-host', 'src/main/jobs/up.ts', "import { s } from '../browser/server.ts'\nexport const x = s"],
  [
    'ground-knows-no-feature',
    'src/main/events/up.ts',
    "import type { Leads } from '../features/leads/service.ts'\nexport type X = Leads",
  ],
  [
    'db-knows-only-schemas',
    'src/main/db/up.ts',
    "import type { Leads } from '../features/leads/service.ts'\nexport type X = Leads",
  ],
  [
    'features-meet-through-schema-or-type',
    'src/main/features/e/value.ts',
    "import { c } from '../calendar/service.ts'\nexport const x = c",
  ],
  [
    'no-simulators-in-the-app',
    'src/main/features/e/sim.ts',
    "import { phone } from '../../../../simulators/phone.ts'\nexport const x = phone",
  ],
  ['no-node-sqlite', 'src/main/db/two.ts', "import { DatabaseSync } from 'node:sqlite'\nexport const x = DatabaseSync"],
  ['mantine-only-in-renderer', 'src/main/rpc/ui.ts', "import { Box } from '@mantine/core'\nexport const x = Box"],
  ['tests-are-never-imported', 'src/main/rpc/t.ts', "import { given } from './t.test.ts'\nexport const x = given"],
  ['no-unresolvable', 'src/main/rpc/gone.ts', "import { gone } from './nowhere.ts'\nexport const x = gone"],
  [
    'no-development-packages-in-the-shipped-main',
    'src/main/rpc/dev.ts',
    "import { SMTPServer } from 'smtp-server'\nexport const x = SMTPServer",
  ],
  ['no-cycles', 'src/main/rpc/one.ts', "import { two } from './two.ts'\nexport const one = () => two"],
]

const supporting: Record<string, string> = {
  'simulators/phone.ts': 'export const phone = 1',
  'src/main/rpc/t.test.ts': 'export const given = 1',
  'src/main/rpc/two.ts': "import { one } from './one.ts'\nexport const two = () => one",
}

const folders: string[] = []
let kept: DependencyReport
let broken: DependencyReport

beforeAll(async () => {
  kept = await cruise(lawful)
  broken = await cruise({
    ...lawful,
    ...supporting,
    ...Object.fromEntries(planted.map(([, file, code]) => [file, code])),
  })
})

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function cruise(files: Record<string, string>): Promise<DependencyReport> {
  const folder = await mkdtemp(join(tmpdir(), 'santral-dependencies-'))
  folders.push(folder)
  for (const [file, code] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), code)
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return await cruiseDependencies(folder, { preserveSymlinks: true })
}

it('finds nothing wrong in a house that keeps the rules', () => {
  expect(kept.violations).toEqual([])
  expect(kept.moduleCount).toBeGreaterThan(Object.keys(lawful).length - 2)
})

it.each(planted)('%s is caught in %s', (rule, file) => {
  const caught = broken.violations.filter(violation => violation.from === file).map(violation => violation.rule)
  expect(caught).toContain(rule)
})

it('every rule has a planted violation', async () => {
  const config: { default: { forbidden: { name: string }[] } } = await import('../.dependency-cruiser.mjs')
  const names = config.default.forbidden.map(rule => rule.name)
  expect(names.filter(name => !planted.some(([rule]) => rule === name))).toEqual([])
})
