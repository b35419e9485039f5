// Runs on a fresh clone, with whatever Node ≥ 20 is there and nothing installed: no dependency, no TypeScript.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')

const binaries = join(root, 'node_modules', '.bin')
const stamp = join(root, 'node_modules', '.santral-setup')
const onWindows = process.platform === 'win32'

/** The Node 24 that the dependencies bring. better-sqlite3 crashes on older ones. */
export const ownNode = join(root, 'node_modules', 'node', 'bin', onWindows ? 'node.exe' : 'node')

/** @param {string} sentence */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

/** The environment in which our tools find our Node first. */
export function ownEnvironment() {
  const key = Object.keys(process.env).find(name => name.toUpperCase() === 'PATH') ?? 'PATH'
  return { ...process.env, [key]: [binaries, process.env[key]].filter(Boolean).join(delimiter) }
}

/** Installs the locked dependencies when they are missing or belong to another lock file. Ends the process when it cannot. */
export async function installDependencies() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).digest('hex')
  if (existsSync(ownNode)) {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
    if (isInstalledByHand(lock)) return writeFileSync(stamp, wanted)
  }

  const started = Date.now()
  say('Installing what Santral needs (once, about a minute) …')
  const npm = await run(...npmCommand(), installArguments)
  if (npm.code !== 0) {
    say('The dependencies could not be installed. npm said:')
    for (const line of relevantLines(npm.output)) say(`  ${line}`)
    say('Check the internet connection and the free disk space, then try again.')
    process.exit(1)
  }
  const node = await run(...npmCommand(), ['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error'])
  if (node.code !== 0 || spawnSync(ownNode, ['--version']).status !== 0) {
    say('The dependencies are installed, but the Node 24 that Santral runs on could not be added:')
    for (const line of relevantLines(node.output)) say(`  ${line}`)
    say(`Santral runs on Windows, macOS and Linux (x64 and arm64); this is ${process.platform} ${process.arch}.`)
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/**
 * Whether somebody ran `npm ci` or `npm install` here: then what npm noted about node_modules agrees with the lock file.
 * @param {Buffer} lock
 */
function isInstalledByHand(lock) {
  const noted = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(noted)) return false
  const { '': _project, ...wanted } = JSON.parse(lock.toString()).packages
  const installed = JSON.parse(readFileSync(noted, 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) =>
    installed[path] ? installed[path].version === version : optional || devOptional,
  )
}

// No package's install script runs, but the one that brings Node, which is called by its name above.
const installArguments = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']

/** @returns {[command: string, before: string[]]} */
function npmCommand() {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js') && existsSync(script))
    return [process.env.npm_node_execpath ?? process.execPath, [script]]
  return ['npm', []]
}

/**
 * @param {string} command
 * @param {string[]} before
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(command, before, args) {
  const child = spawn(command, [...before, ...args], {
    cwd: root,
    shell: onWindows && command === 'npm',
    stdio: ['ignore', 'pipe', 'pipe'],
    // Browsers and Electron are fetched when they are needed, never by an install.
    env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', text => {
      output += text
    })
  }
  return new Promise(resolve => {
    child.on('error', error => resolve({ code: 1, output: error.message }))
    child.on('close', code => resolve({ code: code ?? 1, output }))
  })
}

/** @param {string} output */
function relevantLines(output) {
  const lines = output.split('\n').filter(line => line.trim() && !line.includes('EBADENGINE'))
  const errors = lines.filter(line => /npm (error|ERR!)/.test(line) && !/complete log|_logs/.test(line))
  return (errors.length > 0 ? errors : lines).slice(0, 12)
}

/**
 * Runs one of our own scripts to its end; what it prints on stdout is returned, the rest goes to stderr.
 * @param {string} script
 * @param {string[]} args
 */
export function runStep(script, args = []) {
  const result = spawnSync(ownNode, [join(root, script), ...args], {
    cwd: root,
    env: ownEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  if (result.status !== 0) process.exit(result.status ?? 1)
  return result.stdout
}

/**
 * Hands this process over to another: its input and output, its signals, its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ watchStderr?: (text: string) => void, channel?: boolean }} [options] With a channel the other hears of our death.
 * @returns {Promise<number>}
 */
export function handOver(command, args, { watchStderr, channel } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: ownEnvironment(),
    stdio: ['inherit', 'inherit', watchStderr ? 'pipe' : 'inherit', channel ? 'ipc' : 'ignore'],
  })
  child.stderr?.setEncoding('utf8').on('data', text => {
    process.stderr.write(text)
    watchStderr?.(text)
  })
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))

  // When npm itself is killed nobody passes the signal on; without this the application would live on, holding its lock.
  const wasStartedBy = whoStartedUs()
  const orphanCheck = setInterval(() => {
    if (process.env.npm_lifecycle_event && whoStartedUs() !== wasStartedBy) child.kill('SIGTERM')
  }, 1000)

  return new Promise(resolve => {
    child.on('error', error => {
      clearInterval(orphanCheck)
      say(`${command} could not be started: ${error.message}`)
      resolve(1)
    })
    child.on('close', (code, signal) => {
      clearInterval(orphanCheck)
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

/** npm, and the shell that it runs scripts in. */
function whoStartedUs() {
  try {
    // "pid (name) state parent …": the name may hold anything, brackets too.
    const shell = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    return `${process.ppid} ${shell.slice(shell.lastIndexOf(')')).split(' ')[2]}`
  } catch {
    return String(process.ppid)
  }
}
