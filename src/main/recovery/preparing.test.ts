import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { preparationContract } from '#shared/contract/preparation.ts'
import type { recoveryContract } from '#shared/contract/recovery.ts'
import { beginLife } from '../begin-life.ts'
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
import { type Client, openTestApp } from '../rpc/testing/test-app.ts'

const drizzle = join(import.meta.dirname, '../../../drizzle')
const hello = { contract: CONTRACT_VERSION, sessionToken: null }

let folder: string
let dataFolder: string
let programFolder: string
let program: ReturnType<typeof createProgram>
let closePage = () => {}
let failures: unknown[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'santral-preparing-'))
  dataFolder = join(folder, 'data')
  programFolder = join(folder, 'program')
  failures = []
  const office = await openTestApp()
  await office.leave()
  cpSync(office.database.folder, dataFolder, { recursive: true })
  rmSync(office.database.folder, { recursive: true })
  mkdirSync(programFolder)
  cpSync(drizzle, join(programFolder, 'drizzle'), { recursive: true })
})
afterEach(async () => {
  closePage()
  await program.stop()
  rmSync(folder, { recursive: true })
  if (failures.length > 0) throw new AggregateError(failures)
})

/** A newer program: with one migration more than the database has seen. */
function addMigration(sql: string): void {
  const file = join(programFolder, 'drizzle', 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { idx: number; when: number; tag: string }[] }
  const last = journal.entries.at(-1)
  if (!last) throw new Error('There are no migrations')
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: '9999_newer' })
  writeFileSync(file, JSON.stringify(journal))
  writeFileSync(join(programFolder, 'drizzle', '9999_newer.sql'), sql)
}

function start(largeBytes: number): void {
  const note = {}
  program = createProgram({
    begin: ({ restart }) =>
      beginLife({
        config: {
          dataFolder,
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
          secretStore: createFileSecretStore({ file: join(dataFolder, 'secret-key') }),
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
        quit: () => {},
        note,
        largeBytes,
        onProblem: () => {},
      }),
    onFailure: error => failures.push(error),
  })
  program.open()
  program.start()
}

function connect<Rpc>(): { page: Rpc; whenClosed: Promise<void> } {
  const { port1, port2 } = new MessageChannel()
  const whenClosed = new Promise<void>(resolve => port2.on('close', () => resolve()))
  program.rpc.servePort(port1 as unknown as RpcPort)
  port2.start()
  closePage = () => port2.close()
  return { page: createORPCClient(new RPCLink({ port: port2 as never })) as Rpc, whenClosed }
}

const connectPreparation = () => connect<ContractRouterClient<typeof preparationContract>>()
const backups = () => readdirSync(join(dataFolder, 'backups')).filter(name => name.includes('before-migration'))

it('a large database is copied and changed while the window says so; then the office is there', async () => {
  addMigration('CREATE TABLE newer (id TEXT PRIMARY KEY);')
  start(0)
  const { page, whenClosed } = connectPreparation()
  expect(await page.system.hello(hello)).toMatchObject({ isPreparing: true, officeId: null, locale: 'tr' })
  expect(await page.preparation.progress()).toMatchObject({ step: expect.any(String) })
  await whenClosed
  await expect
    .poll(
      async () => {
        const { page: office } = connect<Client>()
        return office.system.hello(hello).catch(() => null)
      },
      { timeout: 20_000 },
    )
    .toMatchObject({ officeName: 'Umut Sağlık Turizmi' })
  expect(backups()).toHaveLength(1)
})

it('one that cannot be changed is as it was, and the recovery says why', async () => {
  addMigration('CREATE TABLE newer (id TEXT PRIMARY KEY); SELECT * FROM nowhere;')
  const before = readFileSync(join(dataFolder, 'santral.db'))
  start(0)
  await connectPreparation().whenClosed
  let state: unknown
  await expect
    .poll(
      async () => {
        const { page } = connect<ContractRouterClient<typeof recoveryContract>>()
        state = await page.recovery.state().catch(() => null)
        return state
      },
      { timeout: 20_000 },
    )
    .not.toBeNull()
  expect(state).toMatchObject({ problem: 'migration-failed' })
  expect(readFileSync(join(dataFolder, 'santral.db')).equals(before)).toBe(true)
  expect(backups()).toHaveLength(1)
})

it('a small one, and one that is up to date, open at once', async () => {
  start(0)
  expect(await connect<Client>().page.system.hello(hello)).toMatchObject({ officeName: 'Umut Sağlık Turizmi' })
  await program.stop()
  addMigration('CREATE TABLE newer (id TEXT PRIMARY KEY);')
  start(1_000_000_000)
  expect(await connect<Client>().page.system.hello(hello)).toMatchObject({ officeName: 'Umut Sağlık Turizmi' })
  expect(backups()).toHaveLength(1)
})
