// npm run dev: the real browser host straight from src/main, started anew when its code changes, and the page with hot reload.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createServer } from 'vite'

const root = join(import.meta.dirname, '..')

async function freePort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

const corePort = await freePort()
process.env['SANTRAL_DEV_CORE_PORT'] = String(corePort)
// Never the data of the office that uses this PC.
process.env['SANTRAL_DATA_DIR'] ??= join(root, '.cache', 'dev-data')
// The host serves the built page too, which development does without.
mkdirSync(join(root, 'out', 'renderer'), { recursive: true })

const pages = await createServer({ configFile: join(root, 'vite.dev.config.ts') })
try {
  await pages.listen()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
const page = `http://127.0.0.1:${pages.config.server.port}`

const core = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', 'src/main/serve.ts', '--headless', `--port=${corePort}`],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
)
createInterface({ input: core.stdout }).on('line', line => {
  const token = line.match(/^Santral: \S+\?token=(\S+)/)?.[1]
  console.log(token ? `Santral: ${page}/?token=${token}` : line)
})
core.on('close', code => {
  void pages.close().then(() => process.exit(code ?? 1))
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => core.kill('SIGTERM'))
