import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { recoveryContract } from '#shared/contract/recovery.ts'
import { beginLife } from '../begin-life.ts'
import { openTestDatabase } from '../db/testing/test-database.ts'
import {
  createFakeBadge,
  createFakeClock,
  createFakeDialogs,
  createFakeNotifier,
  createFakePower,
  createFakeThisPc,
  createFakeUpdater,
} from '../ports/fakes.ts'
import { createFileSecretStore } from '../ports/file-secret-store.ts'
import { createProgram } from '../program.ts'
import type { RpcPort } from '../rpc/rpc-server.ts'
import { insertChannelAccount, insertKnownLead } from '../rpc/testing/known-lead.ts'
import type { Client } from '../rpc/testing/test-app.ts'
import { openTestApp, PASSWORD } from '../rpc/testing/test-app.ts'

type RecoveryClient = ContractRouterClient<typeof recoveryContract>

describe('a program whose database cannot be opened', () => {
  let folder: string
  let program: ReturnType<typeof createProgram>
  let closePage = () => {}
  let hasQuit: boolean
  const failures: unknown[] = []
  const database = () => join(folder, 'santral.db')

  /** An office with two people, of whom the backup has one: only what is saved of the file itself has both. */
  let prepared: string

  beforeAll(async () => {
    const office = await openTestApp()
    prepared = office.database.folder
    insertKnownLead(office.db, office.clock.now(), null, insertChannelAccount(office.db, office.clock.now()))
    await office.app.services.backups.makeDaily(new AbortController().signal)
    insertKnownLead(office.db, office.clock.now(), null, insertChannelAccount(office.db, office.clock.now()))
    await office.leave()
  })
  afterAll(() => rmSync(prepared, { recursive: true }))

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'santral-test-'))
    cpSync(prepared, folder, { recursive: true })
    hasQuit = false
    failures.length = 0
  })
  afterEach(async () => {
    closePage()
    await program.stop()
    rmSync(folder, { recursive: true })
    if (failures.length > 0) throw new AggregateError(failures)
  })

  function start(): void {
    const programFolder = join(import.meta.dirname, '../../..')
    const note = {}
    program = createProgram({
      begin: ({ restart }) =>
        beginLife({
          config: {
            dataFolder: folder,
            programFolder,
            programVersion: '0.0.0',
            host: 'browser',
            endpoints: {
              whatsapp: 'ws://127.0.0.1:9',
              whatsappRootKey: undefined,
              media: 'http://127.0.0.1:9',
              graph: 'http://127.0.0.1:9',
            },
          },
          ports: {
            notifier: createFakeNotifier(),
            badge: createFakeBadge(),
            secretStore: createFileSecretStore({ file: join(folder, 'secret-key') }),
            power: createFakePower(),
            dialogs: createFakeDialogs(),
            thisPc: createFakeThisPc(),
            updater: createFakeUpdater(),
            restart,
          },
          clock: createFakeClock(),
          clockFile: undefined,
          locale: 'tr',
          shell: undefined,
          note,
          quit: () => (hasQuit = true),
          onProblem: () => {},
        }),
      onFailure: error => failures.push(error),
    })
    program.open()
    program.start()
  }

  /** A page, which comes back when its connection is closed, as the real one does. */
  function connect<Rpc>(): { page: Rpc; whenClosed: Promise<void> } {
    const { port1, port2 } = new MessageChannel()
    const whenClosed = new Promise<void>(resolve => port2.on('close', () => resolve()))
    program.rpc.servePort(port1 as unknown as RpcPort)
    port2.start()
    closePage = () => port2.close()
    return { page: createORPCClient(new RPCLink({ port: port2 as never })) as Rpc, whenClosed }
  }

  const hello = { contract: CONTRACT_VERSION, sessionToken: null }

  /** The recovery, once it has looked for backups and does nothing any more. */
  async function whenQuiet(page: RecoveryClient) {
    let state = await page.recovery.state()
    await expect
      .poll(async () => {
        state = await page.recovery.state()
        return state.running === null && state.backups.length > 0
      })
      .toBe(true)
    return state
  }

  /** The page after the program began anew, signed in: with how many people. */
  async function countLeads(): Promise<number> {
    let office: Client | undefined
    await expect
      .poll(async () => {
        const { page, whenClosed } = connect<Client>()
        const answer = await Promise.race([page.system.hello(hello), whenClosed])
        if (answer && answer.isRecovery !== true) office = page
        return office !== undefined
      })
      .toBe(true)
    await office?.session.signIn({ email: 'deniz@example.com', password: PASSWORD })
    return (await office?.leads.list({}))?.items.length ?? -1
  }

  const aside = () => readdirSync(join(folder, 'set-aside')).map(name => join(folder, 'set-aside', name, 'santral.db'))

  it('offers the newest good backup, and opens with it; the broken file is set aside as it was', async () => {
    const bytes = Buffer.from('no database at all, but long enough to be one. '.repeat(300))
    writeFileSync(database(), bytes)
    start()
    const { page, whenClosed } = connect<RecoveryClient>()
    expect(await page.system.hello(hello)).toMatchObject({ isRecovery: true, staff: null })
    const state = await whenQuiet(page)
    expect(state).toMatchObject({ problem: 'damaged', trouble: null, salvaged: null, backups: [{ state: 'good' }] })
    // Nothing happens by itself.
    expect(readFileSync(database()).equals(bytes)).toBe(true)
    const [backup] = state.backups
    if (!backup) throw new Error('there is no backup')
    await page.recovery.restore(backup)
    await whenClosed
    expect(await countLeads()).toBe(1)
    expect(aside().map(file => readFileSync(file).equals(bytes))).toEqual([true])
  })

  it('saves what can be read, and opens with it only when somebody agrees', async () => {
    const header = readFileSync(database())
    header.fill(0, 0, 60)
    writeFileSync(database(), header)
    start()
    const { page, whenClosed } = connect<RecoveryClient>()
    await page.system.hello(hello)
    const [backup] = (await whenQuiet(page)).backups
    if (!backup) throw new Error('there is no backup')
    await page.recovery.salvage()
    // One thing at a time.
    await expect(page.recovery.restore(backup)).rejects.toMatchObject({ code: 'BACKUP_UNDER_WAY' })
    const { salvaged } = await whenQuiet(page)
    expect(salvaged?.tables).toContainEqual({ name: 'leads', saved: 2, leftOut: 0, isTorn: false })
    expect(readFileSync(database()).equals(header)).toBe(true)
    await page.recovery.useSalvaged()
    await whenClosed
    expect(await countLeads()).toBe(2)
  })

  it('says when nothing can be saved, and quits when it is told to', async () => {
    truncateSync(database(), 50)
    start()
    const { page } = connect<RecoveryClient>()
    await page.system.hello(hello)
    await whenQuiet(page)
    await page.recovery.salvage()
    expect(await whenQuiet(page)).toMatchObject({ trouble: { kind: 'damaged' }, salvaged: null })
    expect(statSync(database()).size).toBe(50)
    await page.recovery.quit()
    await expect.poll(() => hasQuit).toBe(true)
  })

  it('leaves a database of a newer program alone, and opens it once it can', async () => {
    const { sqlite, leave } = openTestDatabase({ folder })
    sqlite.exec(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)`)
    leave()
    start()
    const { page, whenClosed } = connect<RecoveryClient>()
    await page.system.hello(hello)
    expect(await page.recovery.state()).toMatchObject({ problem: 'newer-than-program' })
    await page.recovery.retry()
    await whenClosed
    await expect
      .poll(async () => {
        const next = connect<RecoveryClient>()
        return Promise.race([next.page.system.hello(hello), next.whenClosed])
      })
      .toMatchObject({ isRecovery: true })
  })

  it('opens when only its key is missing, and asks to link again', async () => {
    rmSync(join(folder, 'secret-key'), { force: true })
    start()
    const { page } = connect<Client>()
    expect(await page.system.hello(hello)).toMatchObject({ secretsState: 'cannot-unwrap' })
    expect(await countLeads()).toBe(2)
  })
})
