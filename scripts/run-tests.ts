// npm test: every check there is, in order. `npm test -- types unit` runs the named ones only.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from '../src/main/browser/find-chromium.ts'
import { inWords, sum, type Tally, tallyPlaywright, tallyRun, tallyVitest } from './test-report.ts'

const root = join(import.meta.dirname, '..')
const reports = join(root, '.cache', 'test-reports')
const modules = join(root, 'node_modules')
/** The tests start hundreds of programs of ours: each but the first finds its modules stripped of types and compiled. */
const compiled = { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled') }

interface Check {
  name: string
  about: string
  run(): Promise<Tally>
}

const checks: Check[] = [
  quietCheck('format', 'Biome', ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings']),
  quietCheck('lint', 'oxlint, with types', ['oxlint/bin/oxlint', '--deny-warnings']),
  quietCheck('types', 'TypeScript', ['typescript/bin/tsc', '-b']),
  quietCheck('dependencies', 'who imports whom', ['../scripts/check-dependencies.ts']),
  quietCheck('unused', 'knip', ['knip/bin/knip.js', '--no-progress']),
  quietCheck('schema', 'tables against migrations', ['../scripts/check-schema.ts']),
  quietCheck('build', 'both hosts and the page', ['../scripts/build.ts']),
  {
    name: 'unit',
    about: 'vitest',
    async run() {
      const file = join(reports, 'vitest.json')
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
      const exitCode = await runLoudly(['vitest/vitest.mjs', 'run', ...reporters])
      return tallyRun(exitCode, file, tallyVitest)
    },
  },
  {
    name: 'e2e',
    about: 'Playwright in Chromium',
    async run() {
      const obstacle = ensureChromium()
      if (obstacle) {
        console.error(obstacle)
        return { passed: 0, failed: 1, skipped: 0 }
      }
      const file = join(reports, 'playwright.json')
      const exitCode = await runLoudly(['@playwright/test/cli.js', 'test'], { SANTRAL_TEST_REPORT: file })
      return tallyRun(exitCode, file, tallyPlaywright)
    },
  },
]

/** A check that is one test: silent when it passes, and what it printed when it does not. */
function quietCheck(name: string, about: string, [script = '', ...args]: string[]): Check {
  return {
    name,
    about,
    async run() {
      const child = spawn(process.execPath, [join(modules, script), ...args], { cwd: root, stdio: 'pipe' })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text
        })
      }
      const exitCode = await ended(child)
      if (exitCode === 0) return { passed: 1, failed: 0, skipped: 0 }
      console.error(output.trimEnd())
      return { passed: 0, failed: 1, skipped: 0 }
    },
  }
}

function runLoudly([script = '', ...args]: string[], environment: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(process.execPath, [join(modules, script), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...compiled, ...process.env, ...environment },
  })
  return ended(child)
}

let running: ReturnType<typeof spawn> | undefined

async function ended(child: ReturnType<typeof spawn>): Promise<number> {
  running = child
  return await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve(code ?? 1))
  })
}

/** Chromium comes from the system's packages. Returns what a person has to do when it cannot be had. */
function ensureChromium(): string | undefined {
  if (findChromium()) return undefined
  const byHand = 'The journeys need Chromium or Chrome: install it, or name its program in CHROMIUM_PATH.'
  const isDebianRoot =
    process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('apt-get', ['-v']).status === 0
  if (!isDebianRoot) return byHand
  console.error("Installing Chromium from the system's packages (once) …")
  const packages = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
  const install = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
    encoding: 'utf8',
  })
  if (install.status === 0 && findChromium()) return undefined
  return `${install.stderr ?? ''}\n${byHand}`.trim()
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2)
  const unknown = wanted.filter(name => !checks.some(check => check.name === name))
  if (unknown.length > 0) {
    console.error(
      `There is no check named ${unknown.join(', ')}. There are: ${checks.map(({ name }) => name).join(', ')}.`,
    )
    process.exitCode = 2
    return
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      running?.kill(signal)
      process.exit(130)
    })
  }
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })

  const tallies: Tally[] = []
  const summary: string[] = []
  for (const check of checks) {
    if (wanted.length > 0 && !wanted.includes(check.name)) continue
    const started = performance.now()
    const tally = await check.run()
    tallies.push(tally)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const line = `${tally.failed === 0 ? '✓' : '✗'} ${check.name.padEnd(13)} ${check.about.padEnd(26)} ${seconds.padStart(6)} s  ${inWords(tally)}`
    summary.push(line)
    console.log(line)
  }
  const total = sum(tallies)
  if (total.failed > 0) process.exitCode = 1
  console.log(`\n${summary.join('\n')}\n\n${inWords(total)}`)
}

await main()
