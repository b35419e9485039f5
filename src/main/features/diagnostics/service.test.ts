import { mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { OfficeSettings } from '#shared/contract/settings.ts'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { defineJob } from '../../jobs/define-job.ts'
import { createJobQueue } from '../../jobs/job-queue.ts'
import { createJobRunner, type JobRunner } from '../../jobs/job-runner.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { createAuditService } from '../audit/service.ts'
import { isDatabaseWhole } from './check-database.ts'
import { createDiagnosticsService } from './service.ts'

const HOUR = 3_600_000
const by = newId<StaffId>()

describe('diagnostics', () => {
  let database: TestDatabase
  let runner: JobRunner
  let isBroken: boolean
  let pulls: number

  beforeEach(async () => {
    database = openTestDatabase()
    isBroken = false
    pulls = 0
  })
  afterEach(async () => {
    await runner.drain(1_000)
    database.close()
  })

  const pull = defineJob({
    name: 'test.pull',
    data: z.object({}),
    every: HOUR,
    run: () => {
      if (isBroken) throw new TypeError('of Ayşe Kaya, +90 555 123 45 67')
      pulls += 1
    },
  })
  const send = defineJob({
    name: 'test.send',
    data: z.object({ to: z.string() }),
    maxAttempts: 1,
    run: () => {
      if (isBroken) throw new TypeError('of Ayşe Kaya, +90 555 123 45 67')
    },
  })

  function open({ isStarted = true } = {}) {
    const { db, clock } = database
    const queue = createJobQueue({ clock })
    runner = createJobRunner({ db, clock, queue, definitions: [pull, send] })
    if (isStarted) runner.start()
    const diagnostics = createDiagnosticsService({
      db,
      clock,
      runner,
      scheduledJobs: [pull.name],
      journalPending: () => 3,
      settings: { current: () => ({ defaultCountry: 'TR' }) as OfficeSettings },
      reasons: { bySetting: 'a group, by setting', repeated: 'a repeated copy' },
      databaseFile: join(database.folder, 'santral.db'),
      backupsFolder: () => join(database.folder, 'backups'),
      program: { version: '0.1.0', runtime: 'Node 24', databaseSchema: 1, startedAt: clock.now() },
    })
    return { diagnostics, queue }
  }

  it('sum up the program, its database and its work', async () => {
    const { diagnostics, queue } = open()
    await runner.whenIdle()
    queue.enqueue(database.db, send, { to: 'a' }, { runAt: database.clock.now() + HOUR })
    expect(await diagnostics.summary()).toEqual({
      programVersion: '0.1.0',
      runtime: 'Node 24',
      databaseBytes: expect.any(Number),
      databaseSchema: 1,
      jobsWaiting: 1,
      jobsFailed: 0,
      journalPending: 3,
      isSchedulerRunning: true,
      startedAt: database.clock.now(),
      newestBackupAt: null,
    })
    database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
    const { size } = statSync(join(database.folder, 'santral.db'))
    expect((await diagnostics.summary()).databaseBytes).toBe(size)
  })

  it('say how old the newest whole backup is', async () => {
    const { diagnostics } = open()
    const folder = join(database.folder, 'backups')
    mkdirSync(folder)
    const newest = 'santral-20261120-120000000-1-daily.db'
    for (const name of [
      'santral-20261119-120000000-1-manual.db',
      newest,
      'santral-20261121-120000000-1-daily.db.partial',
    ])
      writeFileSync(join(folder, name), '')
    expect((await diagnostics.summary()).newestBackupAt).toBe(Date.UTC(2026, 10, 20, 12))
  })

  it('read the whole database when asked, and find a damaged one', async () => {
    const { diagnostics } = open()
    database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
    expect(await diagnostics.checkDatabase()).toEqual({ isWhole: true, at: database.clock.now() })
    const copy = join(database.folder, 'damaged.db')
    await database.sqlite.backup(copy)
    truncateSync(copy, statSync(copy).size - 8_192)
    expect(await isDatabaseWhole(copy)).toBe(false)
  })

  it('show what failed without saying whom it was about, and try it again', async () => {
    const { diagnostics, queue } = open()
    isBroken = true
    queue.enqueue(database.db, send, { to: 'Ayşe Kaya' })
    await runner.whenIdle()
    const [failed] = await diagnostics.jobs()
    expect(failed).toMatchObject({ name: 'test.send', state: 'failed', attempts: 1, lastError: 'TypeError' })
    expect(JSON.stringify(failed)).not.toContain('Ayşe')

    isBroken = false
    await diagnostics.retryJob(by, failed?.id ?? '')
    await runner.whenIdle()
    expect(await diagnostics.jobs()).toEqual([])
    const [entry] = (await createAuditService(database).list({ cursor: null, limit: 1 })).items
    expect(entry).toMatchObject({ action: 'job.retried', staffId: by, subjectId: failed?.id })
    await expect(diagnostics.retryJob(by, failed?.id ?? '')).rejects.toThrow(notFound('job'))
  })

  it('show when each planned job ran and will run', async () => {
    const { diagnostics } = open()
    await runner.whenIdle()
    const now = database.clock.now()
    const planned = (await diagnostics.schedules()).find(({ name }) => name === pull.name)
    expect(planned).toEqual({ name: pull.name, lastRunAt: now, nextRunAt: now + HOUR, lastOutcome: 'succeeded' })
  })

  it('run a planned job now, also when the scheduler did not start', async () => {
    const { diagnostics } = open({ isStarted: false })
    expect((await diagnostics.summary()).isSchedulerRunning).toBe(false)
    expect(await diagnostics.schedules()).toEqual([
      { name: pull.name, lastRunAt: null, nextRunAt: null, lastOutcome: null },
    ])
    await diagnostics.runNow(by, pull.name)
    expect(pulls).toBe(1)
    isBroken = true
    await diagnostics.runNow(by, pull.name)
    expect((await diagnostics.schedules())[0]).toMatchObject({ lastOutcome: 'failed' })
  })

  it('run nothing by hand that needs to be told what it is about', async () => {
    const { diagnostics } = open()
    await expect(diagnostics.runNow(by, send.name)).rejects.toThrow(notFound('job'))
    await expect(diagnostics.runNow(by, 'test.nothing')).rejects.toThrow(notFound('job'))
  })
})
