// The walls of the house as facts about its text. Who may import whom is also held, with types and cycles, by
// .dependency-cruiser.mjs; this file holds it a second way, and what no import graph can see.
import { globSync, readFileSync } from 'node:fs'
import { basename, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

interface Source {
  path: string
  text: string
  /** The text without comments, which may name what code may not do. */
  code: string
}

const sources: Source[] = globSync('{src,simulators,scripts,e2e,bench}/**/*.{ts,tsx,mjs,css,html,json}', { cwd: root })
  .map(path => path.replaceAll('\\', '/'))
  .filter(path => path !== 'src/main/architecture.test.ts')
  .map(path => toSource(path, readFileSync(join(root, path), 'utf8')))

/** What people and tools read besides the code. */
const papers: Source[] = globSync(['*.{md,json,yml,ts,mjs}', '.*.{json,mjs}', 'docs/**/*.md', '.ci/*'], { cwd: root })
  .filter(path => path !== 'package-lock.json')
  .map(path => toSource(path.replaceAll('\\', '/'), readFileSync(join(root, path), 'utf8')))

function toSource(path: string, text: string): Source {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
  return { path, text, code }
}

const isTest = (path: string) => /\.test\.tsx?$|\/testing\/|\/test-[^/]+\.tsx?$|\.e2e\.ts$/.test(path)
const isCode = (path: string) => /^(?:src|simulators|scripts|e2e|bench)\/.*\.(?:tsx?|mjs)$/.test(path)
const isApp = (path: string) => path.startsWith('src/') && isCode(path) && !isTest(path)
const startsWith =
  (...folders: string[]) =>
  (path: string) =>
    folders.some(folder => path.startsWith(folder))
const mayKnowElectron = (path: string) =>
  startsWith('src/main/desktop/', 'src/preload/')(path) || path === 'src/main/index.ts'

/** A text that may not stand in some files; `planted` proves that the pattern sees it. */
interface Ban {
  what: string
  in: (path: string) => boolean
  pattern: RegExp
  planted: string
  allowed?: string
}

/** Each with a limit of time and without following a redirect: looked through for row E35, and so for whatever is added. */
const asksOutside =
  /^src\/main\/(?:graph\/graph-request|features\/senders\/http|features\/whatsapp\/(?:fetch|encode)-media)\.ts$/
/** Call a `fetch` of their own, which was handed to them. */
const hasOwnFetch = /\/(?:conversations\/fetch-media|whatsapp\/history-pieces)\.ts$/

const bans: Ban[] = [
  {
    what: 'the outside is asked where a limit of time is set',
    in: path => isApp(path) && path.startsWith('src/main/') && !asksOutside.test(path) && !hasOwnFetch.test(path),
    pattern: /(?<![.\w])fetch\((?!\w+:)/,
    planted: 'const answer = await fetch(url)',
    allowed: 'const answer = await media.fetch(raw, signal)',
  },
  {
    what: 'the clock is asked through its port in features and jobs',
    in: path =>
      isApp(path) && startsWith('src/main/features/', 'src/main/jobs/', 'src/main/graph/', 'src/main/db/')(path),
    pattern: /\bDate\.now\(|\bnew Date\(\s*\)/,
    planted: 'const at = Date.now()',
    allowed: 'const day = new Date(at)',
  },
  {
    what: 'nothing is written to the console; there is a logger',
    in: path => isApp(path),
    pattern: /\bconsole\./,
    planted: "console.log('here')",
  },
  {
    what: 'only the desktop host knows Electron',
    in: path => isCode(path) && path.startsWith('src/') && !isTest(path) && !mayKnowElectron(path),
    pattern: /(?:from|import|require)\s*\(?\s*['"]electron(?:-store|-updater)?['"/]/,
    planted: "import { app } from 'electron'",
    allowed: "import type { Shell } from './electron-shell.ts'",
  },
  {
    what: 'the preload passes a port and never hands out a generic invoke',
    in: startsWith('src/preload/'),
    pattern: /\binvoke\b|exposeInMainWorld\([^)]*ipcRenderer\s*[,)]|\bsendSync\b/,
    planted: 'invoke: (channel, data) => ipcRenderer.invoke(channel, data)',
  },
  {
    what: 'no wall of Electron is taken down',
    in: path => isApp(path),
    pattern:
      /nodeIntegration:\s*true|contextIsolation:\s*false|sandbox:\s*false|webSecurity:\s*false|enableRemoteModule|--no-sandbox/,
    planted: 'webPreferences: { sandbox: false }',
  },
  {
    what: 'a transaction is synchronous',
    in: path => isApp(path),
    pattern: /\b(?:db|database|tx|sqlite|connection)\.transaction\(\s*async\b|\btransact\([^()]*,\s*async\b/,
    planted: 'db.transaction(async tx => {})',
    allowed: 'db.transaction(tx => {})',
  },
  {
    what: 'a row is never replaced, which would delete it without its triggers',
    in: path => isApp(path),
    pattern: /\b(?:insert\s+or\s+replace|replace\s+into)\b/i,
    planted: 'sql`INSERT OR REPLACE INTO leads`',
  },
  {
    what: 'one SQLite library',
    in: path => isCode(path) && !path.startsWith('scripts/'),
    pattern: /(?:from|import|require)\s*\(?\s*['"](?:node:)?sqlite['"]/,
    planted: "import { DatabaseSync } from 'node:sqlite'",
  },
  {
    what: 'nothing of ours is exported by default',
    in: path => isCode(path),
    pattern: /^export default\b|\bexport\s*\{[^}]*\bas default\b/m,
    planted: 'export default function Page() {}',
  },
  {
    what: 'main names no package of the page',
    in: path => isApp(path) && startsWith('src/main/', 'src/shared/', 'src/preload/')(path),
    pattern: /from ['"](?:@mantine|@tabler|@tanstack|react|react-dom)(?:\/|['"])/,
    planted: "import { Box } from '@mantine/core'",
  },
  {
    what: 'our own modules are never mocked',
    in: path => isTest(path),
    pattern: /\bvi\.(?:mock|doMock)\(/,
    planted: "vi.mock('../leads/service.ts')",
  },
  {
    what: 'tests move time and never sleep for it',
    in: path => isTest(path),
    pattern: /\bwaitForTimeout\(|\bsleep\(\s*\d/,
    planted: 'await page.waitForTimeout(500)',
  },
  {
    what: 'nothing is left to do later in a comment',
    in: path => isCode(path),
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/,
    planted: 'TODO: finish',
  },
  {
    what: 'no path of the machine it was written on',
    in: () => true,
    pattern: /(?:^|[\s'"`(=:])\/(?:work|root|tmp|home\/(?!me\/)[a-z]+|Users\/[a-z]+)\//m,
    planted: `const folder = '${['', 'tmp', 'santral'].join('/')}'`,
    allowed: "const route = '/work-hours/'",
  },
]

describe('what may not be written', () => {
  it.each(bans)('sees a violation: $what', ban => {
    expect(ban.planted).toMatch(ban.pattern)
    expect(ban.allowed ?? '').not.toMatch(ban.pattern)
  })

  it.each(bans)('$what', ban => {
    // To-do notes stand in comments; everything else counts in code only.
    const readsComments = ban.what.includes('comment') || ban.what.includes('machine')
    const guilty = [...sources, ...papers].filter(
      source => ban.in(source.path) && ban.pattern.test(readsComments ? source.text : source.code),
    )
    expect(guilty.map(source => source.path)).toEqual([])
  })
})

/** Whom a folder may import, besides itself and packages. */
const mayImport: [folder: string, allowed: string[]][] = [
  ['src/shared/', []],
  ['src/preload/', ['src/shared/']],
  ['src/renderer/rpc/', ['src/shared/']],
  ['src/renderer/i18n/', ['src/shared/', 'src/renderer/rpc/']],
  ['src/renderer/ui/', ['src/shared/', 'src/renderer/rpc/', 'src/renderer/i18n/']],
  ['src/renderer/features/', ['src/shared/', 'src/renderer/ui/', 'src/renderer/i18n/', 'src/renderer/rpc/']],
  ['src/renderer/', ['src/shared/']],
  ['src/main/ports/', ['src/shared/']],
  ['src/main/logging/', ['src/shared/', 'src/main/ports/']],
  ['src/main/events/', ['src/shared/', 'src/main/ports/', 'src/main/logging/']],
  ['src/main/jobs/', ['src/shared/', 'src/main/ports/', 'src/main/logging/', 'src/main/events/', 'src/main/db/']],
  [
    'src/main/graph/',
    ['src/shared/', 'src/main/ports/', 'src/main/logging/', 'src/main/events/', 'src/main/db/', 'src/main/jobs/'],
  ],
  ['src/main/desktop/', ['src/shared/', 'src/main/']],
  ['src/main/browser/', ['src/shared/', 'src/main/']],
  ['src/main/', ['src/shared/']],
]

function importsOf(source: Source): string[] {
  const specifiers = [...source.code.matchAll(/(?:from|import|import\()\s*['"]([^'"]+)['"]/g)].map(
    found => found[1] ?? '',
  )
  return specifiers.flatMap(specifier => {
    // A text that is shown, such as the licence, is no code.
    if (specifier.endsWith('?raw')) return []
    if (specifier.startsWith('#shared/')) return [specifier.replace('#shared/', 'src/shared/')]
    if (specifier.startsWith('.')) return [posix.join(posix.dirname(source.path), specifier)]
    return []
  })
}

function strayImports(source: Source): string[] {
  const rule = mayImport.find(([folder]) => source.path.startsWith(folder))
  if (!rule) return []
  const [folder, allowed] = rule
  return importsOf(source).filter(target => !startsWith(folder, ...allowed)(target))
}

/** Tables are joined, each noun has one rule who sees it, and the audit log is written in the transaction of whoever did something. */
const isForEverybody = (path: string) =>
  /schema\.ts$|\/visibility\.ts$|\/lead-search\.sql\.ts$|\/consents\/suppressed\.ts$/.test(path) ||
  path === 'src/main/features/audit/audit.ts'

/** Values taken from another feature, other than what is for everybody: those come through app.ts. */
function valuesOfOtherFeatures(source: Source): string[] {
  const own = source.path.match(/^src\/main\/features\/[^/]+\//)?.[0]
  if (!own) return []
  return [...source.code.matchAll(/(?:^|\n)(?:import|export)\s(?!type\b)[^'"]*from\s*['"]([^'"]+)['"]/g)]
    .map(found => posix.join(posix.dirname(source.path), found[1] ?? ''))
    .filter(target => target.startsWith('src/main/features/') && !target.startsWith(own) && !isForEverybody(target))
}

describe('features meet through app.ts', () => {
  it('sees a violation', () => {
    const violations = (code: string) => valuesOfOtherFeatures(toSource('src/main/features/calendar/service.ts', code))
    expect(violations("import { createLeads } from '../leads/service.ts'")).toEqual([
      'src/main/features/leads/service.ts',
    ])
    expect(violations("import type { LeadService } from '../leads/service.ts'")).toEqual([])
    expect(violations("import { leads } from '../leads/schema.ts'")).toEqual([])
  })

  it('holds everywhere', () => {
    const found = sources
      .filter(source => isApp(source.path))
      .flatMap(source => valuesOfOtherFeatures(source).map(target => `${source.path} → ${target}`))
    expect(found).toEqual([])
  })
})

describe('imports go one way', () => {
  it('sees a violation', () => {
    const page = "import type { LeadService } from '../../../main/features/leads/service.ts'"
    expect(strayImports(toSource('src/renderer/features/leads/page.tsx', page))).toEqual([
      'src/main/features/leads/service.ts',
    ])
    expect(strayImports(toSource('src/shared/domain/money.ts', "import { db } from '../../main/db.ts'"))).toHaveLength(
      1,
    )
    expect(strayImports(toSource('src/main/ports/clock.ts', "import { db } from '../db/database.ts'"))).toHaveLength(1)
    expect(
      strayImports(toSource('src/main/app.ts', "import { createLeads } from './features/leads/service.ts'")),
    ).toEqual([])
  })

  it('holds everywhere', () => {
    const stray = sources
      .filter(source => isApp(source.path))
      .flatMap(source => strayImports(source).map(target => `${source.path} → ${target}`))
    expect(stray).toEqual([])
  })

  it('looked at something', () => {
    expect(sources.filter(source => isApp(source.path)).length).toBeGreaterThan(20)
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(50)
  })
})

const junkDrawers = /^(?:utils?|helpers?|misc|common|types|constants|lib|stuff|general|shared)$/
const barrelsAllowed = /^src\/(?:main|preload|shared\/contract)\/index\.ts$/

/** What is wrong with a file's name, if anything. */
function complaintAbout(path: string): string | undefined {
  const folders = path.split('/').slice(2, -1)
  const name = basename(path).replace(/(?:\.test|\.e2e|\.config|\.d|\.module|\.sql)?\.[a-z]+$/, '')
  if ([name, ...folders].some(part => junkDrawers.test(part))) return 'a drawer for anything'
  if (name === 'index' && isCode(path) && !barrelsAllowed.test(path)) return 'a barrel'
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && !/^tsconfig$/.test(name)) return 'not kebab-case'
  return undefined
}

describe('files', () => {
  it('have names that say what is inside', () => {
    expect(complaintAbout('src/main/features/leads/utils.ts')).toBe('a drawer for anything')
    expect(complaintAbout('src/main/helpers/phone.ts')).toBe('a drawer for anything')
    expect(complaintAbout('src/main/features/leads/index.ts')).toBe('a barrel')
    expect(complaintAbout('src/renderer/ui/LeadCard.tsx')).toBe('not kebab-case')
    expect(complaintAbout('src/main/index.ts')).toBeUndefined()
    expect(complaintAbout('src/main/features/leads/service.test.ts')).toBeUndefined()

    const complaints = sources.flatMap(({ path }) => {
      const complaint = complaintAbout(path)
      return complaint ? [`${path}: ${complaint}`] : []
    })
    expect(complaints).toEqual([])
  })

  it('are never longer than 400 lines', () => {
    const long = sources
      .filter(({ path }) => isCode(path))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400)
    expect(long).toEqual([])
  })
})
