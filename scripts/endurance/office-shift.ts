import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import { type SimulatorControl, spawnSimulator } from '../../simulators/whatsapp/control-client.ts'
import type { Random } from '../demo/random.ts'
import { checkBackups } from './checks/backups.ts'
import { checkChanges } from './checks/changes.ts'
import { checkNothingOpen, checkUsable, checkWhole } from './checks/database.ts'
import { checkContents, checkMedia, checkNothingLeftOver } from './checks/media.ts'
import { checkHeard, checkReceipts, checkWritten } from './checks/messages.ts'
import { checkBlocks, checkPeople } from './checks/people.ts'
import { openReadOnly } from './checks/stored.ts'
import { comeToRest } from './come-to-rest.ts'
import { type Desk, type Rpc, restFor } from './desk.ts'
import { foundOffice } from './found-office.ts'
import { Ledger } from './ledger.ts'
import { OfficeProcess } from './office-process.ts'
import type { OfficeSceneName } from './plan.ts'
import { backups } from './scenes/backups.ts'
import { changes } from './scenes/changes.ts'
import { jobs } from './scenes/jobs.ts'
import { mediaIn, mediaOut } from './scenes/media.ts'
import { merges } from './scenes/merges.ts'
import { burst, talk } from './scenes/talk.ts'
import type { Verdict } from './verdict.ts'

const PEOPLE = 12
/** A kill comes at any instant of this time after a start: while starting, connecting, replaying, and in the middle of the scene. */
const LONGEST_LIFE_MS = 3_000
const ONLINE_WITHIN_MS = 20_000

/** What goes on until the signal; what is asked of the program waits for its start. */
type Scene = (desk: Desk, signal: AbortSignal, answering: Promise<void>) => Promise<void>

const SCENES: Record<OfficeSceneName, Scene> = {
  talk,
  'media in': mediaIn,
  'media out': mediaOut,
  changes,
  merges,
  jobs,
  backups,
}

/** One office from its first day over as many kills as there are scenes, and then what is left is laid beside what was asked. */
export async function runShift({
  scenes,
  random,
  verdict,
  report,
}: {
  scenes: readonly OfficeSceneName[]
  random: Random
  verdict: Verdict
  report: (line: string) => void
}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'santral-endurance-'))
  const simulator = await spawnSimulator()
  const { control } = simulator
  const office = new OfficeProcess({
    SANTRAL_DATA_DIR: folder,
    SANTRAL_WHATSAPP_URL: simulator.url,
    SANTRAL_WHATSAPP_ROOT_KEY: simulator.rootKeyHex,
    SANTRAL_MEDIA_URL: simulator.mediaUrl,
  })
  try {
    const desk = await moveIn({ office, control, folder, random, ledger: new Ledger() })
    await office.kill()
    for (const scene of scenes) {
      const life = random.whole(0, LONGEST_LIFE_MS)
      await liveAndDie(desk, scene, life)
      verdict.tally(scene).kills += 1
      checkUsable(folder, { verdict, scene })
      if (scene === 'backups') checkBackups(join(folder, 'backups'), { verdict, scene })
      report(`${scene}: killed after ${life} ms`)
    }
    const began = performance.now()
    await comeToRest(desk)
    report(`came to rest in ${Math.round(performance.now() - began)} ms`)
    const faultsBefore = verdict.faults.length
    await compare(desk, verdict)
    if (verdict.faults.length > faultsBefore) {
      report(`what the program said last:\n${office.lastWords}`)
      const kept = `${folder}-kept`
      cpSync(folder, kept, { recursive: true })
      writeFileSync(join(kept, 'record.json'), JSON.stringify(await control.record(), null, 1))
      report(`kept in ${kept}`)
    }
  } finally {
    await office.kill()
    await simulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare({ control, folder, ledger }: Desk, verdict: Verdict): Promise<void> {
  const sqlite = openReadOnly(join(folder, 'santral.db'))
  try {
    const evidence = { folder, sqlite, control, record: await control.record(), ledger, verdict }
    const about = { verdict, scene: 'talk' as const }
    await checkHeard(evidence)
    checkWritten(evidence)
    checkReceipts(evidence)
    await checkMedia(evidence)
    await checkChanges(evidence)
    await checkPeople(evidence)
    await checkBlocks(evidence)
    checkNothingOpen(sqlite, about)
    checkWhole(sqlite, about)
    checkContents(sqlite, join(folder, 'files'), about)
    checkNothingLeftOver(sqlite, join(folder, 'files'), verdict)
    checkBackups(join(folder, 'backups'), { verdict, scene: 'backups' })
  } finally {
    sqlite.close()
  }
}

async function moveIn(base: Pick<Desk, 'office' | 'control' | 'folder' | 'random' | 'ledger'>): Promise<Desk> {
  const { office, control, ledger } = base
  await office.start()
  const { rpc, close } = await office.connect(null)
  const token = await foundOffice(rpc)
  await linkNumber(rpc, control)
  const people: string[] = []
  for (let index = 0; index <= PEOPLE; index += 1) {
    const phoneNumber = `9055512300${String(index).padStart(2, '0')}`
    const addressing = index % 2 === 0 ? ('phone' as const) : ('lid' as const)
    const contact = await control.call('createContact', { phoneNumber, name: nameOf(index), addressing })
    people.push(contact.id)
  }
  // Everybody writes once, so that there is somebody to answer.
  const greetings = people.map(contact => ({ contact, text: `greeting of ${contact}` }))
  const sent = await control.call('sendTexts', { messages: greetings })
  for (const { id } of sent) ledger.heard.set(id, { scene: 'talk', sha256: null })
  for (;;) {
    const { items } = await rpc.conversations.list({ limit: 100 })
    if (items.length > PEOPLE) {
      close()
      const chats = items.map(({ id, leadId, leadName }) => ({ id, leadId, leadName }))
      const quietChat = chats.find(({ leadName }) => leadName === nameOf(PEOPLE))
      if (!quietChat) throw new Error('Nobody is quiet')
      const others = chats.filter(chat => chat !== quietChat)
      return { ...base, token, people: people.slice(0, PEOPLE), chats: others, quietChat, onSeated: () => {} }
    }
    await sleep(50)
  }
}

const nameOf = (index: number) => `Kişi ${index}`

async function linkNumber(rpc: Rpc, control: SimulatorControl): Promise<void> {
  const { phoneNumber: phone } = await control.call('createPhone', { phoneNumber: '905320000001', name: 'Ofis' })
  const id = newId<ChannelAccountId>()
  await rpc.channelAccounts.create({ id, name: 'Ofis' })
  await rpc.channelAccounts.startLinking({ id, method: { kind: 'qr' } })
  let isScanned = false
  for (;;) {
    const link = (await rpc.channelAccounts.list())[0]?.link
    if (link?.kind === 'connected') return
    if (link?.kind === 'pairing' && link.qr !== null && !isScanned) {
      isScanned = true
      await control.call('scan', { phone, qr: link.qr })
    }
    await sleep(50)
  }
}

async function liveAndDie(desk: Desk, scene: OfficeSceneName, life: number): Promise<void> {
  const { office, control, random } = desk
  const isOver = new AbortController()
  // Some of what comes in waits for the office, the rest meets it in every state.
  await burst(desk, scene)
  const started = office.start()
  // A start that is killed under way ends so.
  const answering = started.then(
    () => {},
    error => {
      if (!isOver.signal.aborted) throw error
    },
  )
  answering.catch(() => {})
  if (random.chance(0.8)) await answering
  if (random.chance(0.5)) await untilOnline(control)
  const seated = Promise.withResolvers<void>()
  const traffic = [SCENES[scene]({ ...desk, onSeated: seated.resolve }, isOver.signal, answering)]
  // Looked at when the round is over, and not unhandled until then.
  for (const work of traffic) work.catch(() => {})
  // Most kills are to come while somebody is at work, however slow the machine is.
  if (scene !== 'media in' && random.chance(0.8))
    await Promise.race([seated.promise, ...traffic, sleep(ONLINE_WITHIN_MS)])
  if (random.chance(0.3)) traffic.push(dropLater(control, random.whole(0, life), isOver.signal))
  await sleep(life)
  isOver.abort()
  await office.kill()
  await control.call('clearFaults', {})
  await Promise.all([...traffic, answering])
}

/** Some rounds begin with a link that is up, so that they are about talk and not about starting. */
async function untilOnline(control: SimulatorControl): Promise<void> {
  const deadline = performance.now() + ONLINE_WITHIN_MS
  while ((await control.state()).connections === 0 && performance.now() < deadline) await sleep(50)
}

async function dropLater(control: SimulatorControl, ms: number, signal: AbortSignal): Promise<void> {
  await restFor(ms, signal)
  await control.call('dropConnections', {})
}
