import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import electronPackage from 'electron/package.json' with { type: 'json' }
import { z } from 'zod'

const root = join(import.meta.dirname, '..')
const home = join(root, 'node_modules', 'electron')
const { version } = electronPackage

const DAY = 24 * 60 * 60 * 1000

/** After a failed download, starts are quick for this long. */
export const retryAfter = 7 * DAY

const Memory = z.object({ version: z.string(), triedAt: z.number() })

/** Electron's executable if it is here. (Asking electron's own index.js would download it, loudly.) */
export function findElectron(): string | undefined {
  const note = join(home, 'path.txt')
  if (!existsSync(note)) return undefined
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(home, 'dist')
  const binary = join(folder, readFileSync(note, 'utf8'))
  return existsSync(binary) ? binary : undefined
}

/**
 * Why a window of Electron cannot open here whatever is installed, in words that finish "Electron …". Chromium has the same
 * reasons.
 */
export function whyNoElectronWindow(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  userId: number | undefined,
): string | undefined {
  if (platform !== 'linux') return undefined
  if (!environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return 'needs a screen, and there is none here'
  if (userId === 0) return 'does not run as root'
  return undefined
}

/** Whether an earlier start tried to download this version in vain, not long ago. */
export function failedLately(memory: string, now: number): boolean {
  try {
    const { version: tried, triedAt } = Memory.parse(JSON.parse(readFileSync(memory, 'utf8')))
    return tried === version && now - triedAt < retryAfter
  } catch {
    return false
  }
}

/** Where nothing may be written nothing is remembered, and the next start tries again. */
export function rememberFailure(memory: string, now: number): void {
  try {
    mkdirSync(dirname(memory), { recursive: true })
    writeFileSync(memory, JSON.stringify({ version, triedAt: now }))
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM', 'ENOSPC'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

/** Where electron's installer will look, the mirrors of npm's configuration included. */
export function downloadAddress(environment: NodeJS.ProcessEnv): string {
  const mirror = environment['npm_config_electron_mirror'] ?? environment['ELECTRON_MIRROR']
  const base = mirror ?? 'https://github.com/electron/electron/releases/download/'
  return `${base}v${version}/electron-v${version}-${process.platform}-${process.arch}.zip`
}

/** Whether the address answers in time. */
export async function answers(address: string, withinMs: number): Promise<boolean> {
  try {
    const response = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(withinMs) })
    return response.ok
  } catch {
    return false
  }
}

/** Runs electron's installer: quickly when it finds its archive on this disk, else only while its server answers. */
async function downloadElectron(): Promise<string | undefined> {
  const address = downloadAddress(process.env)
  const installer = spawn(process.execPath, [join(home, 'install.js')], { cwd: root, stdio: 'ignore' })
  const ended = new Promise<void>(resolve => {
    installer.on('error', () => resolve())
    installer.on('close', () => resolve())
  })
  const reachable = answers(address, 4_000).then(yes => {
    if (!yes) installer.kill()
    else if (installer.exitCode === null) console.error('Downloading Electron (once, about 120 MB) …')
  })
  await Promise.all([ended, reachable])
  return findElectron()
}

/**
 * Prints on stdout what start.mjs shall open: Electron's path, or `browser`, or `address` where no window can be opened at all.
 * Says on stderr in one line why it is not Electron.
 */
async function main(): Promise<void> {
  const memory = join(root, '.cache', 'electron-unavailable.json')
  const obstacle = whyNoElectronWindow(process.platform, process.env, process.getuid?.())
  if (obstacle) {
    console.error(`Electron ${obstacle}: open the address below in a browser on this PC.`)
    return console.log('address')
  }

  const present = findElectron()
  if (present) return console.log(present)

  const isWorthATry = process.argv.includes('--retry-electron') || !failedLately(memory, Date.now())
  const binary = isWorthATry ? await downloadElectron() : undefined
  if (binary) return console.log(binary)
  if (isWorthATry) rememberFailure(memory, Date.now())
  console.error(
    'Electron cannot be downloaded here, so Santral opens in a browser window. ("npm start -- --retry-electron" tries again.)',
  )
  console.log('browser')
}

if (import.meta.main) await main()
