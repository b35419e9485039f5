import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { ORPCError } from '@orpc/server'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { Contract } from '#shared/contract/index.ts'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { createApp } from '../../app.ts'
import type { AppConfig } from '../../config.ts'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { createSessions } from '../../features/session/sessions.ts'
import { createPasswords } from '../../features/staff/passwords.ts'
import { insertStaffMember } from '../../features/staff/queries.ts'
import {
  createFakeBadge,
  createFakeDialogs,
  createFakeNotifier,
  createFakePower,
  createFakeSecretStore,
  createFakeThisPc,
  createFakeUpdater,
} from '../../ports/fakes.ts'
import type { RpcPort } from '../rpc-server.ts'

type EveryCall = ContractRouterClient<Contract>
/** By its name, and not written out: it is longer than what the compiler writes. */
export interface Client extends EveryCall {}

export const PASSWORD = 'correct horse battery'
/** The real cost is half of a second for each office, and is tested with the passwords. */
const CHEAP = { N: 2 ** 4, r: 8, p: 1 }

/** What a procedure answered: its output, or the code and data of its error. */
export type Answer = { output: unknown } | { code: string; data: unknown }

/**
 * The whole application after its first run, on a real database and behind its real transport, with nothing started that would
 * reach outside.
 */
export async function openTestApp({
  database = openTestDatabase(),
  folderPicked,
  restart = () => {},
  // The discard port: nothing answers there, and nobody else is ever asked.
  endpoints = {
    whatsapp: 'ws://127.0.0.1:9',
    whatsappRootKey: undefined,
    media: 'http://127.0.0.1:9',
    graph: 'http://127.0.0.1:9',
    twilio: 'http://127.0.0.1:9',
    netgsm: 'http://127.0.0.1:9',
    ses: 'http://127.0.0.1:9',
  },
}: {
  /** One that may have seen its first run already. */
  database?: TestDatabase
  folderPicked?: string
  restart?: () => void
  /** A WhatsApp of the test's own. */
  endpoints?: AppConfig['endpoints']
} = {}) {
  const { db, clock } = database
  const notifier = createFakeNotifier()
  const badge = createFakeBadge()
  const app = createApp({
    config: {
      dataFolder: database.folder,
      programFolder: join(import.meta.dirname, '../../../..'),
      programVersion: '0.0.0',
      host: 'browser',
      endpoints,
    },
    ports: {
      clock,
      notifier,
      badge,
      secretStore: createFakeSecretStore(),
      power: createFakePower(),
      dialogs: createFakeDialogs(folderPicked === undefined ? {} : { folder: folderPicked }),
      thisPc: createFakeThisPc(),
      updater: createFakeUpdater(),
      restart,
    },
    database,
    passwordCost: CHEAP,
  })
  const passwordHash = await createPasswords(CHEAP).hash(PASSWORD)
  const sessions = createSessions({ db, clock })
  const links: { close(): void }[] = []

  /** A page that has said hello, with the token it kept. */
  async function connect(token: string | null): Promise<Client> {
    const client = connectUngreeted()
    await client.system.hello({ contract: CONTRACT_VERSION, sessionToken: token })
    return client
  }

  function connectUngreeted(): Client {
    const { port1, port2 } = new MessageChannel()
    app.rpc.servePort(port1 as unknown as RpcPort)
    port2.start()
    links.push(port2)
    return createORPCClient(new RPCLink({ port: port2 as never }))
  }

  const admin = await connect(null)
  const firstAdmin = { name: 'Deniz Aydın', email: 'deniz@example.com', password: PASSWORD }
  const isNew = (await admin.system.hello({ contract: CONTRACT_VERSION, sessionToken: null })).officeId === null
  if (!isNew) await admin.session.signIn(firstAdmin)
  else {
    await admin.setup.createOffice({
      locale: 'tr',
      officeName: 'Umut Sağlık Turizmi',
      timeZone: 'Europe/Istanbul',
      defaultCountry: 'TR',
      admin: firstAdmin,
    })
  }

  return {
    app,
    db,
    clock,
    database,
    notifier,
    badge,
    connect,
    connectUngreeted,
    /** The admin of the first run. */
    admin,
    hire(role: StaffRole): StaffId {
      const id = newId<StaffId>()
      const now = clock.now()
      const person = { name: `Ece (${role})`, email: `${id}@example.com`, role, locale: 'tr' } as const
      insertStaffMember(db, { id, ...person, createdAt: now, updatedAt: now }, passwordHash)
      return id
    },
    /** A new session of that person, as a password would have opened it. */
    signIn(staffId: StaffId): string {
      return sessions.open(db, { sessionId: null }, staffId)
    },
    /** Ends the application, and leaves its data for another. */
    async leave() {
      for (const link of links) link.close()
      await app.stop()
      database.leave()
    },
    async close() {
      for (const link of links) link.close()
      await app.stop()
      database.close()
    },
  }
}
export type TestApp = Awaited<ReturnType<typeof openTestApp>>

/** Calls a procedure by its path and keeps whatever comes back. Streams are opened and closed again. */
export async function ask(client: Client, path: readonly string[], input: unknown): Promise<Answer> {
  const procedure = path.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], client)
  try {
    const output = await (procedure as (input: unknown) => Promise<unknown>)(input)
    if (isStream(output)) {
      await output.return()
      return { output: 'stream' }
    }
    return { output }
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    return { code: error.code, data: error.data }
  }
}

function isStream(output: unknown): output is AsyncIterator<unknown> & { return(): Promise<unknown> } {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}
