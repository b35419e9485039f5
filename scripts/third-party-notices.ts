import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface LockedPackage {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

interface Notice {
  readonly name: string
  readonly version: string
  readonly license: string
}

const imported = /(?:from|import)\s+'((?:@[\w.-]+\/)?[a-z][\w.-]*)['/]/gu

/** Everything that reaches a person's PC: what main finds there, and what is bundled. By name, once. */
export function listNotices(root: string): readonly Notice[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  const shipped = new Set<string>()
  for (const [path, locked] of Object.entries(lock.packages)) {
    if (path !== '' && locked.dev !== true) shipped.add(path)
  }
  const waiting = bundled(root)
  for (const name of waiting) {
    const path = `node_modules/${name}`
    const locked = lock.packages[path]
    if (locked === undefined) continue
    shipped.add(path)
    for (const next of Object.keys({ ...locked.dependencies, ...locked.peerDependencies })) waiting.add(next)
  }
  const notices = new Map<string, Notice>()
  for (const path of shipped) {
    const { version = '', license = 'see its package' } = lock.packages[path] ?? {}
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (!name.startsWith('@types/')) notices.set(`${name}@${version}`, { name, version, license })
  }
  return [...notices.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** Compatible with the GPL 3 that Santral has to stand under; reviewed by a person before one is added. */
const allowed: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'GPL-3.0',
  // Of data: named, as its licence asks, in the notices.
  'CC-BY-3.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unicode-3.0',
  'Unlicense',
  'Zlib',
])

/** Whether a package under this licence may be shipped: of alternatives one must be allowed, of a sum every part. */
export function isAllowedLicence(expression: string): boolean {
  const parts = expression.replaceAll(/[()]/gu, ' ').trim()
  if (parts.includes(' OR ') && parts.includes(' AND ')) return false
  if (parts.includes(' OR ')) return parts.split(' OR ').some(licence => allowed.has(licence.trim()))
  return parts.split(' AND ').every(licence => allowed.has(licence.trim()))
}

/** The line that stands over each package's licence; the test compares these alone. */
export function noticeHeading({ name, version, license }: Notice): string {
  return `${name} ${version} (${license})`
}

export function writeNotices(root: string): string {
  const parts = listNotices(root).map(notice => {
    const text = licenceText(join(root, 'node_modules', notice.name))
    return `${noticeHeading(notice)}\n${text === null ? '' : `\n${text}\n`}`
  })
  return `Santral is built with the following packages. Each keeps its own licence.\n\n${parts.join(`\n${'-'.repeat(80)}\n`)}`
}

/** What the window's and main's bundles take in; of Electron's own licences Electron brings the file. */
function bundled(root: string): Set<string> {
  const names = new Set<string>()
  for (const file of globSync('src/{main,preload,renderer,shared}/**/*.{ts,tsx}', { cwd: root })) {
    if (/\.test\.tsx?$|[/\\]testing[/\\]/u.test(file)) continue
    for (const [, name] of readFileSync(join(root, file), 'utf8').matchAll(imported)) if (name) names.add(name)
  }
  names.delete('electron')
  // Reached through a glob of addresses, not through an import; and what the emoji files are made of.
  names.add('flag-icons').add('emojibase-data').add('cldr-annotations-full')
  // `debug` takes it where it is installed, which its manifest does not say in words that a list could follow.
  return names.add('supports-color')
}

function licenceText(folder: string): string | null {
  try {
    const file = readdirSync(folder).find(name => /^(?:licen[cs]e|copying|ofl)(?:[.-].*)?$/iu.test(name))
    return file === undefined ? null : readFileSync(join(folder, file), 'utf8').trim().replaceAll('\r\n', '\n')
  } catch {
    // A package of another platform, or one whose folder is nested: its heading still names the licence.
    return null
  }
}
