import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import { type SimulatorControl, spawnSimulator } from '../../../simulators/whatsapp/control-client.ts'
import type { Random } from '../../demo/random.ts'
import { checkNothingOpen, checkUsable, checkWhole } from '../checks/database.ts'
import { countRows, listMessages, openReadOnly } from '../checks/stored.ts'
import type { Rpc } from '../desk.ts'
import { foundOffice } from '../found-office.ts'
import { OfficeProcess } from '../office-process.ts'
import type { Verdict } from '../verdict.ts'
import type { AloneWorld } from './alone.ts'

const PEOPLE = 40
const MESSAGES = 2_600
const KILLS_PER_IMPORT = 4
const LONGEST_LIFE_MS = 1_600
const RESTS_WITHIN_MS = 120_000
const OFFICE_PHONE = '905320000001'

/** A phone with a past is linked, and the program is killed in the middle of taking it in, again and again. */
export async function runHistory({ rounds, random, verdict, report }: AloneWorld): Promise<void> {
  for (let left = rounds; left > 0; left -= KILLS_PER_IMPORT) {
    const kills = Math.min(left, KILLS_PER_IMPORT)
    await importOnce(kills, random, verdict, report)
  }
}

async function importOnce(kills: number, random: Random, verdict: Verdict, report: (line: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'santral-history-'))
  const simulator = await spawnSimulator()
  const { control } = simulator
  const office = new OfficeProcess({
    SANTRAL_DATA_DIR: folder,
    SANTRAL_WHATSAPP_URL: simulator.url,
    SANTRAL_WHATSAPP_ROOT_KEY: simulator.rootKeyHex,
    SANTRAL_MEDIA_URL: simulator.mediaUrl,
  })
  try {
    const written = await writeHistory(control)
    await office.start()
    const first = await office.connect(null)
    const token = await foundOffice(first.rpc)
    const accountId = newId<ChannelAccountId>()
    await first.rpc.channelAccounts.create({ id: accountId, name: 'Ofis' })
    first.close()
    for (let kill = 0; kill < kills; kill += 1) {
      if (!office.isRunning) await office.start()
      await ensureLinked(office, control, token, accountId)
      await control.call('slowMedia', { ms: random.whole(0, 300) })
      const life = random.whole(0, LONGEST_LIFE_MS)
      await sleep(life)
      await office.kill()
      verdict.tally('history').kills += 1
      checkUsable(folder, { verdict, scene: 'history' })
      verdict.meet('history', howFar(folder))
      report(`history: killed ${life} ms after the link was up`)
    }
    await control.call('clearFaults', {})
    await office.start()
    await ensureLinked(office, control, token, accountId)
    const deadline = performance.now() + RESTS_WITHIN_MS
    while (!isTakenIn(folder) && performance.now() < deadline) await sleep(200)
    await office.kill('SIGTERM')
    compare(folder, written, verdict)
  } finally {
    await office.kill()
    await simulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function writeHistory(control: SimulatorControl): Promise<Map<string, string>> {
  const contacts: string[] = []
  for (let index = 0; index < PEOPLE; index += 1) {
    const phoneNumber = `9055533300${String(index).padStart(2, '0')}`
    const { id } = await control.call('createContact', { phoneNumber, name: `Kişi ${index}` })
    contacts.push(id)
  }
  const began = Date.now() - 40 * 24 * 60 * 60_000
  const messages = Array.from({ length: MESSAGES }, (_, index) => ({
    contact: contacts[index % PEOPLE] ?? '',
    text: `once upon ${index}`,
    id: `3AOLD${index}`,
    at: began + index * 60_000,
    fromMe: index % 3 === 1,
  }))
  await control.call('createPhone', { phoneNumber: OFFICE_PHONE, name: 'Ofis', historyMessages: messages })
  return new Map(messages.map(({ id, text }) => [id, text]))
}

/** A kill in the middle of pairing leaves a number that is to be linked anew. */
async function ensureLinked(office: OfficeProcess, control: SimulatorControl, token: string, id: ChannelAccountId) {
  const { rpc, close } = await office.connect(token)
  try {
    let isScanned = false
    for (;;) {
      const link = (await rpc.channelAccounts.list())[0]?.link
      if (link?.kind === 'connected') return
      if (link?.kind === 'unlinked' || link?.kind === 'ended') await beginLinking(rpc, id)
      if (link?.kind === 'pairing' && link.qr !== null && !isScanned) {
        isScanned = true
        await control.call('scan', { phone: OFFICE_PHONE, qr: link.qr })
      }
      await sleep(20)
    }
  } finally {
    close()
  }
}

async function beginLinking(rpc: Rpc, id: ChannelAccountId): Promise<void> {
  await rpc.channelAccounts.startLinking({ id, method: { kind: 'qr' } })
}

function howFar(folder: string): string {
  const sqlite = openReadOnly(join(folder, 'santral.db'))
  const count = countRows(sqlite, 'SELECT count(*) AS count FROM messages')
  sqlite.close()
  return count === 0 ? 'before the first message' : count < MESSAGES ? 'the import under way' : 'all messages there'
}

function isTakenIn(folder: string): boolean {
  const sqlite = openReadOnly(join(folder, 'santral.db'))
  try {
    const open = countRows(sqlite, `SELECT count(*) AS count FROM whatsapp_journal WHERE state = 'received'`)
    return open === 0 && countRows(sqlite, 'SELECT count(*) AS count FROM messages') >= MESSAGES
  } finally {
    sqlite.close()
  }
}

function compare(folder: string, written: ReadonlyMap<string, string>, verdict: Verdict): void {
  const sqlite = openReadOnly(join(folder, 'santral.db'))
  const about = { verdict, scene: 'history' as const }
  const stored = Map.groupBy(listMessages(sqlite), message => message.external_id)
  verdict.tally('history').received += written.size
  for (const [id, text] of written) {
    const found = stored.get(id) ?? []
    stored.delete(id)
    if (found.length === 0) verdict.fault('history', 'lost', `${text}: is not there`)
    if (found.length > 1) verdict.fault('history', 'doubled', `${text}: is there ${found.length} times`)
    if (found.some(({ body }) => body !== text)) verdict.fault('history', 'wrong', `${text}: says something else`)
  }
  for (const id of stored.keys()) verdict.fault('history', 'wrong', `${id}: was written by nobody`)
  const leads = countRows(sqlite, 'SELECT count(*) AS count FROM leads')
  if (leads !== PEOPLE) verdict.fault('history', 'doubled', `${leads} records for ${PEOPLE} people`)
  const unread = countRows(sqlite, 'SELECT coalesce(sum(unread_count), 0) AS count FROM conversations')
  if (unread > 0) verdict.fault('history', 'wrong', `${unread} messages of the past are unread`)
  checkNothingOpen(sqlite, about)
  checkWhole(sqlite, about)
  sqlite.close()
}
