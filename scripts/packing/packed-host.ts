import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { WebSocket } from 'ws'
import type { Client } from '../../src/main/rpc/testing/test-app.ts'

/** The browser host as it lies in a package, without anything of this repository within its reach. */
export interface PackedHost {
  readonly page: Response
  readonly client: Client
  /** Resolves with the code that the process ends with. */
  stop(): Promise<number | null>
}

export async function startPackedHost({
  program,
  dataFolder,
}: {
  program: string
  dataFolder: string
}): Promise<PackedHost> {
  const child = spawn(process.execPath, [join(program, 'out/main/serve.js'), '--headless'], {
    cwd: program,
    // A closed port of this machine stands for WhatsApp.
    env: { PATH: process.env['PATH'], SANTRAL_DATA_DIR: dataFolder, SANTRAL_WHATSAPP_URL: 'ws://127.0.0.1:9/' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  try {
    const url = new URL(await printedAddress(child))
    const opened = await fetch(url, { redirect: 'manual' })
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
    const page = await fetch(new URL('/', url), { headers: { cookie } })
    const socket = new WebSocket(`ws://${url.host}/rpc`, { headers: { cookie, origin: url.origin } })
    await once(socket, 'open')
    return {
      page,
      client: createORPCClient(new RPCLink({ websocket: socket as never })),
      async stop() {
        child.kill('SIGTERM')
        return await ended
      },
    }
  } catch (error) {
    child.kill('SIGKILL')
    await ended
    throw error
  }
}

function printedAddress(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = ''
    let errors = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text
      const [, address] = /Santral: (\S+)\n/u.exec(out) ?? []
      if (address) resolve(address)
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text
    })
    child.once('close', code => reject(new Error(`The packed host ended with ${code}: ${out}${errors}`)))
  })
}
