import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startControlServer } from './control-server.ts'
import { startGraphSimulator } from './simulator.ts'

/**
 * The simulator as a process: `node simulators/graph/main.ts [--port N] [--control-port M] [--pages folder]`. The first line on standard
 * output is `{ url, controlUrl }`; everything else goes to standard error.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    pages: { type: 'string' },
  },
})

const simulator = await startGraphSimulator({ port: Number(values.port), now: clockFrom(process.env.SANTRAL_CLOCK) })
const control = await startControlServer(simulator, {
  port: Number(values['control-port']),
  ...(values.pages !== undefined && { pages: values.pages }),
})
process.stdout.write(`${JSON.stringify({ url: simulator.url, controlUrl: control.url })}\n`)

let isStopping = false
function stop(): void {
  if (isStopping) return
  isStopping = true
  void Promise.all([control.close(), simulator.close()]).then(() => process.exit(0))
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
// Only when another program started this one with a channel: it must not be outlived.
process.once('disconnect', stop)

/** The same moved time as the application under test: a file holding an offset in milliseconds. */
function clockFrom(offsetFile: string | undefined): () => number {
  if (!offsetFile) return Date.now
  return () => {
    try {
      return Date.now() + (Number(readFileSync(offsetFile, 'utf8')) || 0)
    } catch {
      return Date.now()
    }
  }
}
