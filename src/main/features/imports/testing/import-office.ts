import { eq } from 'drizzle-orm'
import type { ImportPlan, RecognisedTable } from '#shared/contract/imports.ts'
import { type ImportId, newId } from '#shared/domain/ids.ts'
import type { TableReading } from '#shared/domain/table-file.ts'
import { openTestDatabase, type TestDatabase } from '../../../db/testing/test-database.ts'
import { importTasks } from '../../../import-thread.ts'
import { createJobQueue } from '../../../jobs/job-queue.ts'
import { createJobRunner, type JobRunner } from '../../../jobs/job-runner.ts'
import { openTestApp, type TestApp } from '../../../rpc/testing/test-app.ts'
import { callThread } from '../../../threads/call-thread.ts'
import { leadIdentities } from '../../leads/schema.ts'
import { findStartingStage } from '../../leads/stage-moves.ts'
import { createImportWork, type OnThread, officeWords } from '../import-work.ts'
import { getImport } from '../queries.ts'

/**
 * An office that files are brought into, through its real procedures. What the program does on a thread of its own is done here on
 * this one, on a connection of its own: a thread takes seconds to begin. Those named by `threads` are done on one.
 */
export async function openImportOffice({
  threads = [],
  database = openTestDatabase(),
}: {
  threads?: readonly ('run' | 'undo')[]
  database?: TestDatabase
} = {}) {
  const office = await openTestApp({ database })
  const { app, db, clock } = office
  const onThread: OnThread = (task, input, signal) => {
    const call = { dataFolder: database.folder, ...input }
    if (threads.some(name => name === task)) return callThread(WORKER, { task, input: call }, { signal })
    return importTasks[task as 'check'](call as never) as Promise<never>
  }
  const world = {
    ...{ db, clock, events: app.events, settings: app.services.settings, onThread, findStartingStage },
    deleteUnneeded: () => {},
  }
  const runner = createJobRunner({ db, clock, queue: createJobQueue({ clock }), definitions: createImportWork(world) })
  runner.start()
  const inspect = (id: ImportId, chosen: Partial<TableReading> = {}) => {
    const { sha256, size } = getImport(db, id)
    return onThread<RecognisedTable>('inspect', { sha256, size, office: officeWords(world), chosen }, NEVER)
  }
  return { ...office, runner, inspect, ...importsOf(office, runner, inspect) }
}

const WORKER = new URL('../../../import-worker.ts', import.meta.url)
const NEVER = new AbortController().signal

function importsOf(
  { app, admin, db }: TestApp,
  runner: JobRunner,
  inspect: (id: ImportId, chosen?: Partial<TableReading>) => Promise<RecognisedTable>,
) {
  async function upload(text: string | Uint8Array, name = 'hastalar.csv'): Promise<ImportId> {
    const id = newId<ImportId>()
    const bytes = Buffer.from(text as string)
    const { url } = await admin.imports.start({ id, name, size: bytes.length })
    const body = (async function* () {
      yield bytes
    })()
    const { status } = await app.fileRequests.answer({ method: 'PUT', path: url, header: () => null, body })
    if (status !== 204) throw new Error(`The file was answered with ${status}`)
    return id
  }

  /** Takes it as it is recognised, but for what is said otherwise. */
  async function check(id: ImportId, plan: Partial<ImportPlan> = {}, reading: Partial<TableReading> = {}) {
    const seen = await inspect(id, reading)
    const { kind, columns, dateOrder } = seen
    const fields = columns.map(({ field }) => field)
    const headers = columns.map(({ header }) => header)
    await admin.imports.check({ id, kind, reading: seen.reading, headers, plan: { fields, dateOrder, ...plan } })
    await runner.whenIdle()
    return admin.imports.get({ id })
  }

  async function run(id: ImportId) {
    await admin.imports.run({ id })
    await runner.whenIdle()
    return admin.imports.get({ id })
  }

  return {
    /** Begins, and does not wait. */
    async begin(id: ImportId): Promise<void> {
      await admin.imports.run({ id })
      void runner.whenIdle()
    },
    upload,
    check,
    run,
    async undo(id: ImportId) {
      await admin.imports.undo({ id })
      await runner.whenIdle()
      return admin.imports.get({ id })
    },
    /** From the file to its people in one go. */
    async bringIn(text: string | Uint8Array, plan: Partial<ImportPlan> = {}) {
      const id = await upload(text)
      await check(id, plan)
      return run(id)
    },
    async leadByPhone(phone: string) {
      const row = db.select().from(leadIdentities).where(eq(leadIdentities.value, phone)).get()
      if (!row) throw new Error(`Nobody has ${phone}`)
      return admin.leads.get({ id: row.leadId })
    },
    async download(url: string): Promise<string> {
      const { status, body } = await app.fileRequests.answer({
        method: 'GET',
        path: url,
        header: () => null,
        body: null,
      })
      if (status !== 200 || body === null) throw new Error(`The file was answered with ${status}`)
      const pieces: Buffer[] = []
      for await (const piece of body) pieces.push(piece as Buffer)
      return Buffer.concat(pieces).toString()
    },
  }
}
export type ImportOffice = Awaited<ReturnType<typeof openImportOffice>>
