// npm start: set up, build, open the desktop host, or the browser host where Electron cannot be had.
import { handOver, installDependencies, ownNode, runStep, say } from './setup.mjs'

const options = process.argv.slice(2)
const appOptions = options.filter(option => option !== '--retry-electron')

await installDependencies()
runStep('scripts/build.ts')

const target = options.includes('--headless') ? 'address' : runStep('scripts/find-electron.ts', options).trim()
const isDesktop = target !== 'address' && target !== 'browser'
if (target === 'address' && !options.includes('--headless')) appOptions.push('--headless')

const desktopExitCode = isDesktop ? await openDesktopHost(target) : undefined
process.exitCode = desktopExitCode ?? (await openBrowserHost())

function openBrowserHost() {
  const endsWithUs = ['--import', './scripts/demo/end-with-parent.ts']
  return handOver(ownNode, [...endsWithUs, 'out/main/serve.js', ...appOptions], { channel: true })
}

/**
 * @param {string} binary
 * @returns {Promise<number | undefined>} undefined when Electron itself could not open here
 */
async function openDesktopHost(binary) {
  let complaint = ''
  const exitCode = await handOver(binary, ['.', ...appOptions], {
    watchStderr: text => {
      complaint = (complaint + text).slice(-10_000)
    },
  })
  const cannotOpen = /shared librar|SUID sandbox|Missing X server|cannot open display|GLIBC_/i.test(complaint)
  if (exitCode === 0 || !cannotOpen) return exitCode
  say('Electron cannot open a window on this machine; opening Santral in a browser window instead.')
  return undefined
}
