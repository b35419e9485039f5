import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')

const Report = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) })

/** One planted violation per rule that the house leans on. */
const planted: [rule: string, file: string, code: string][] = [
  ['eslint(no-console)', 'src/main/log.ts', "console.log('here')\nexport {}"],
  ['typescript(no-explicit-any)', 'src/main/any.ts', 'export const anything: any = 1'],
  [
    'typescript(no-floating-promises)',
    'src/main/promise.ts',
    'async function send(): Promise<void> {}\nexport function go() {\n  send()\n}',
  ],
  [
    // A drizzle query without .run() is only a thenable: nothing is written.
    'typescript(no-floating-promises)',
    'src/main/thenable.ts',
    [
      "import { drizzle } from 'drizzle-orm/better-sqlite3'",
      "import { sqliteTable, text } from 'drizzle-orm/sqlite-core'",
      "const leads = sqliteTable('leads', { name: text().notNull() })",
      'export function add(db: ReturnType<typeof drizzle>) {',
      "  db.insert(leads).values({ name: 'Ayşe' })",
      '}',
    ].join('\n'),
  ],
  [
    'typescript(switch-exhaustiveness-check)',
    'src/main/switch.ts',
    "export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1\n  }\n  return 2\n}",
  ],
  ['import(no-cycle)', 'src/main/one.ts', "import { two } from './two.ts'\nexport const one = () => two"],
  ['import(no-default-export)', 'src/main/default.ts', 'export default function start() {}'],
  [
    'react-hooks(rules-of-hooks)',
    'src/renderer/hook.tsx',
    "import { useState } from 'react'\nexport function Card({ is }: { is: boolean }) {\n  if (is) useState(1)\n  return null\n}",
  ],
  [
    'react-hooks(exhaustive-deps)',
    'src/renderer/effect.tsx',
    "import { useEffect } from 'react'\nexport function Card({ go }: { go(): void }) {\n  useEffect(() => go(), [])\n  return null\n}",
  ],
  [
    'eslint(no-restricted-imports)',
    'src/main/sqlite.ts',
    "import { DatabaseSync } from 'node:sqlite'\nexport const open = DatabaseSync",
  ],
  ['unicorn(filename-case)', 'src/main/LeadCard.ts', 'export const x = 1'],
]

const supporting: Record<string, string> = {
  'src/main/two.ts': "import { one } from './one.ts'\nexport const two = () => one",
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      strict: true,
      module: 'ESNext',
      moduleResolution: 'bundler',
      target: 'ES2024',
      jsx: 'react-jsx',
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    },
    include: ['src'],
  }),
}

let folder: string
let found: { code: string; filename: string }[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'santral-lint-'))
  const files = { ...supporting, ...Object.fromEntries(planted.map(([, file, code]) => [file, code])) }
  for (const [file, code] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), code)
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const args = [
    join(root, 'node_modules/oxlint/bin/oxlint'),
    '-c',
    join(root, '.oxlintrc.json'),
    '--format=json',
    'src',
  ]
  const output = await new Promise<string>(resolve => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout) => resolve(stdout))
  })
  found = Report.parse(JSON.parse(output)).diagnostics
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

it.each(planted)('%s is reported in %s', (rule, file) => {
  const codes = found.filter(({ filename }) => filename.replaceAll('\\', '/').endsWith(file)).map(({ code }) => code)
  expect(codes).toContain(rule)
})
