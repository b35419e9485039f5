import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startLogging } from '../logging/logger.ts'
import { DomainError } from './domain-error.ts'
import { toRpcError } from './os.ts'
import { insertChannelAccount, insertKnownLead } from './testing/known-lead.ts'
import { openTestApp, type TestApp } from './testing/test-app.ts'

let office: TestApp
let logs: string
let logging: ReturnType<typeof startLogging>

beforeEach(async () => {
  logs = mkdtempSync(join(tmpdir(), 'santral-logs-'))
  logging = startLogging({ folder: logs, level: 'info', toStandardError: false })
  office = await openTestApp()
})
afterEach(async () => {
  await office.close()
  await logging.stop()
  rmSync(logs, { recursive: true, force: true })
})

async function readLog(): Promise<string> {
  await logging.stop()
  return readdirSync(logs)
    .map(name => readFileSync(join(logs, name), 'utf8'))
    .join('')
}

describe('a bug', () => {
  it('in an answer is a plain sentence with a reference, and its content stands neither there nor in the log', async () => {
    const account = insertChannelAccount(office.db, office.clock.now())
    const lead = insertKnownLead(office.db, office.clock.now(), null, account)
    office.database.sqlite.prepare("update leads set source = 'nonsense' where id = ?").run(lead.leadId)
    const error = await office.admin.leads.list({}).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Unexpected problem',
      data: { reference: expect.stringMatching(/^[a-z]{8}$/u) },
    })
    const { reference } = (error as { data: { reference: string } }).data
    const log = await readLog()
    expect(log).toContain(reference)
    expect(log).toContain('leads.list')
    for (const secret of lead.secrets) expect(log).not.toContain(secret)
  })

  it('in a stream is told in the same way', async () => {
    const stream = await office.admin.system.updates()
    const heard = (async () => {
      for await (const _ of stream);
    })().catch((thrown: unknown) => thrown)
    office.database.sqlite.exec('alter table sessions rename to sessions_gone')
    // The page may still be on its way to listening.
    const knock = setInterval(() => office.app.events.publish({ type: 'stages.changed' }), 20)
    const error = await heard
    clearInterval(knock)
    office.database.sqlite.exec('alter table sessions_gone rename to sessions')
    expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', data: { reference: expect.any(String) } })
    expect(String((error as Error).message)).not.toContain('sessions')
    expect(await readLog()).toContain('system.updates')
  })

  it('is also a failure that the contract does not know', () => {
    const known = toRpcError(new DomainError('NOT_FOUND', { what: 'lead' }), 'leads.get', { NOT_FOUND: {} })
    expect(known).toMatchObject({ code: 'NOT_FOUND', data: { what: 'lead' }, defined: true })
    const unknown = toRpcError(new DomainError('SURPRISE', { phone: '+905551234567' }), 'leads.get', { NOT_FOUND: {} })
    expect(unknown).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', data: { reference: expect.any(String) } })
    expect(JSON.stringify(unknown)).not.toMatch(/SURPRISE|\+90/u)
  })
})
