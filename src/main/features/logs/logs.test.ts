import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type InteractionId, type LeadId, newId } from '#shared/domain/ids.ts'
import { createLogger, LOG_FILE, logsFolder, startLogging } from '../../logging/logger.ts'
import { openTestApp } from '../../rpc/testing/test-app.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { createLogService } from './service.ts'

const MINUTE = 60_000

type Office = Awaited<ReturnType<typeof openTestOffice>>

describe('the switch for details', () => {
  let office: Office
  let logging: ReturnType<typeof startLogging>

  beforeEach(async () => {
    office = await openTestOffice()
    logging = startLogging({ folder: logsFolder(office.database.folder), level: 'info' })
  })
  afterEach(async () => {
    await logging.stop()
    office.close()
  })

  function open() {
    const { db, clock, events, database } = office
    const logs = createLogService({ db, clock, events, folder: logsFolder(database.folder) })
    logs.start()
    return logs
  }
  const tellsDetails = (area: string) => createLogger(area).isLevelEnabled('debug')

  it('opens one area or all, and ends by itself', async () => {
    const logs = open()
    createLogger('jobs')
    expect(await logs.debug()).toBeNull()
    await logs.startDebug(office.admin.id, { area: 'leads', minutes: 60 })
    expect([tellsDetails('leads'), tellsDetails('jobs')]).toEqual([true, false])
    const until = office.clock.now() + 15 * MINUTE
    expect(await logs.startDebug(office.admin.id, { area: null, minutes: 15 })).toEqual({ area: null, until })
    expect([tellsDetails('leads'), tellsDetails('jobs'), tellsDetails('made-later')]).toEqual([true, true, true])
    await office.clock.advance(15 * MINUTE)
    expect([tellsDetails('leads'), tellsDetails('jobs')]).toEqual([false, false])
    expect(await logs.debug()).toBeNull()
    expect(office.heard.filter(event => event.type === 'logs.debug-changed')).toHaveLength(3)
    logs.stop()
  })

  it('lasts over a restart, and is over when its time passed in between', async () => {
    const logs = open()
    await logs.startDebug(office.admin.id, { area: 'leads', minutes: 60 })
    logs.stop()
    expect(tellsDetails('leads')).toBe(false)
    await office.clock.advance(30 * MINUTE)
    const after = open()
    expect(tellsDetails('leads')).toBe(true)
    after.stop()
    await office.clock.advance(31 * MINUTE)
    const late = open()
    expect([tellsDetails('leads'), await late.debug()]).toEqual([false, null])
    late.stop()
  })

  it('is turned off by hand, refuses an area that is none, and stands in the audit log', async () => {
    const logs = open()
    await expect(logs.startDebug(office.admin.id, { area: 'no-such', minutes: 60 })).rejects.toThrow('NOT_FOUND')
    await logs.startDebug(office.admin.id, { area: 'leads', minutes: 60 })
    await logs.stopDebug(office.admin.id)
    await logs.stopDebug(office.admin.id)
    expect([tellsDetails('leads'), await logs.debug()]).toEqual([false, null])
    expect(await office.actions(2)).toEqual(['logs.debug_stopped', 'logs.debug_started'])
    logs.stop()
  })
})

describe('the log', () => {
  it('is filtered by level, area, time and words', async () => {
    const office = await openTestOffice()
    const folder = logsFolder(office.database.folder)
    mkdirSync(folder)
    const logging = startLogging({ folder, level: 'debug' })
    createLogger('leads').debug({ leadId: 'a1' }, 'a lead came')
    createLogger('jobs').warn('run failed')
    createLogger('jobs').fatal('IŞIK gone')
    await logging.stop()
    const { db, clock, events } = office
    const logs = createLogService({ db, clock, events, folder })
    const every = { level: 'debug', area: null, text: '', from: null, until: null, cursor: null, limit: 10 } as const
    const messages = async (filter: object) =>
      (await logs.list({ ...every, ...filter })).items.map(({ level, message }) => `${level} ${message}`)
    expect(await messages({})).toEqual(['error IŞIK gone', 'warn run failed', 'debug a lead came'])
    expect(await messages({ level: 'warn' })).toEqual(['error IŞIK gone', 'warn run failed'])
    expect(await messages({ area: 'leads' })).toEqual(['debug a lead came'])
    expect(await messages({ text: 'isik' })).toEqual(['error IŞIK gone'])
    expect(await messages({ text: 'A1' })).toEqual(['debug a lead came'])
    const now = Date.now()
    expect(await messages({ from: now + MINUTE })).toEqual([])
    expect(await messages({ until: now - MINUTE })).toEqual([])
    expect(await messages({ from: now - MINUTE, until: now + MINUTE })).toHaveLength(3)
    office.close()
  })

  it('holds nothing of a person, with every detail told while the office works', async () => {
    const test = await openTestApp()
    const folder = mkdtempSync(join(tmpdir(), 'santral-log-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const logging = startLogging({ folder, level: 'debug' })
    const client = test.admin
    const id = newId<LeadId>()
    await client.leads.create({
      id,
      name: 'Ayşegül Gizlioğlu',
      phoneNumber: '0555 987 65 43',
      email: 'aysegul@gizli.example',
      countryCode: 'TR',
      language: 'tr',
      city: 'Gizlikent',
      source: 'manual',
      stageId: null,
    })
    await client.leads.addNote({ id: newId<InteractionId>(), leadId: id, text: 'gizli not' })
    await client.leads.list({ filter: { text: 'Ayşegül' } } as never).catch(() => {})
    await client.diagnostics.messagesByPhone({ phone: '05559876543' })
    await client.leads.create({ id: newId<LeadId>(), phoneNumber: '05559876543' } as never).catch(() => {})
    await test.close()
    await logging.stop()
    const written = readFileSync(join(folder, LOG_FILE), 'utf8')
    expect(written).toContain('a lead was entered')
    expect(written).toContain('"procedure":"leads.create"')
    expect(written).not.toMatch(/Ayşegül|Gizli|gizli|987|aysegul/u)
  })
})
