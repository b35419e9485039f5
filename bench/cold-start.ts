import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { StaffId } from '#shared/domain/ids.ts'
import { connectClient } from '../e2e/fixtures/office-client.ts'
import { openBenchOffice } from './bench-office.ts'
import { sizeOf } from './fill-office.ts'
import { generateOffice } from './generate-office.ts'
import { listReadCases } from './read-cases.ts'
import { medianOf, ms, noteGoal, printTable } from './statistics.ts'
import { copyOffice } from './writes.ts'

const RUNS = 7

interface StartFigures {
  /** Medians in ms since the process was started. */
  readonly address: number
  readonly inbox: number
  /** Resident memory in MB: with the inbox shown, and after every read of the bench. */
  readonly memory: number
  readonly memoryAfterReads: number
}

function residentMegabytes(pid: number | undefined): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** One start of the built program, as somebody does it who was signed in before. */
async function startOnce(folder: string, token: string, messages: number) {
  const start = performance.now()
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../out/main/serve.js'), '--headless', '--port', '0'],
    {
      env: { ...process.env, SANTRAL_DATA_DIR: folder, SANTRAL_WHATSAPP_URL: 'ws://127.0.0.1:9' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const ended = new Promise(resolve => child.once('exit', resolve))
  try {
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', resolve)
      child.once('exit', code => reject(new Error(`The program ended with ${code}`)))
    })
    const address = line.replace(/^Santral: /u, '')
    const addressAt = performance.now() - start
    const answer = await fetch(address, { redirect: 'manual' })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const client = await connectClient(new URL(address).origin, cookie, token)
    const { items } = await client.rpc.conversations.list({})
    const inbox = performance.now() - start
    if (items.length === 0) throw new Error('the inbox is empty')
    const memory = residentMegabytes(child.pid)
    for (const { as, read } of await listReadCases(client.rpc, sizeOf(messages)))
      if (as === 'admin') await read(client.rpc)
    const memoryAfterReads = residentMegabytes(child.pid)
    client.close()
    return { address: addressAt, inbox, memory, memoryAfterReads }
  } finally {
    child.kill('SIGINT')
    await ended
  }
}

async function measureStart(messages: number): Promise<StartFigures> {
  const copy = copyOffice(await generateOffice(messages))
  try {
    const office = openBenchOffice(copy.folder)
    const admin = office.database.sqlite.prepare<[], { id: StaffId }>(`select id from staff where role = 'admin'`).get()
    if (!admin) throw new Error('the office has no admin')
    const token = office.signIn(admin.id)
    await office.close()
    const runs: StartFigures[] = []
    for (let run = 0; run < RUNS; run += 1) runs.push(await startOnce(copy.folder, token, messages))
    const median = (key: keyof StartFigures) => medianOf(runs.map(run => run[key]))
    return {
      address: median('address'),
      inbox: median('inbox'),
      memory: median('memory'),
      memoryAfterReads: median('memoryAfterReads'),
    }
  } finally {
    copy.remove()
  }
}

export async function benchStart(sizes: readonly number[]): Promise<void> {
  const lines: string[][] = []
  for (const size of sizes) {
    const { address, inbox, memory, memoryAfterReads } = await measureStart(size)
    const there = `${size.toLocaleString('en')} messages`
    noteGoal(`cold start to a usable inbox < 1.5 s, ${there}`, inbox < 1_500, `${ms(inbox)} ms`)
    lines.push([size.toLocaleString('en'), ms(address), ms(inbox), memory.toFixed(0), memoryAfterReads.toFixed(0)])
  }
  console.log(`### From the start of the process (medians of ${RUNS}, ms), and resident memory (MB)\n`)
  printTable(['messages there', 'address printed', 'inbox answered', 'memory then', 'memory after every read'], lines)
}
