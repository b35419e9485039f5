import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { jobs } from '../../jobs/schema.ts'
import type { FormConnection } from './lead-source.ts'
import type { RunRow } from './run-queries.ts'
import { nextSyncAt } from './sync-due.ts'
import { type ConnectedOffice, openConnectedOffice } from './testing/connected-office.ts'

const MINUTE = 60_000
const NOW = Date.UTC(2026, 10, 21, 12)

const connection = { id: '' as MetaConnectionId, brandId: null, pageId: '1', intervalMinutes: 15, isUsable: true }

function dueIn(last: Partial<RunRow> | undefined, of: Partial<FormConnection> = {}): number {
  const run = last && ({ state: 'succeeded', startedAt: NOW, retryAt: null, ...last } as RunRow)
  return (nextSyncAt({ ...connection, ...of }, run, NOW) - NOW) / MINUTE
}

describe('a connection is asked', () => {
  it('at once when it never was, and then by its interval', () => {
    expect(dueIn(undefined)).toBe(0)
    expect(dueIn({})).toBe(15)
    expect(dueIn({}, { intervalMinutes: 60 })).toBe(60)
  })

  it('at once after the program was closed in the middle, and sooner after trouble', () => {
    expect(dueIn({ state: 'interrupted' })).toBe(0)
    expect(dueIn({ state: 'failed' }, { intervalMinutes: 60 })).toBe(5)
  })

  it('not before Meta says so', () => {
    expect(dueIn({ state: 'failed', retryAt: NOW + 30 * MINUTE })).toBe(30)
  })

  it('at once when the clock was set back meanwhile, and when it slept', () => {
    expect(dueIn({ startedAt: NOW + 60 * MINUTE })).toBe(0)
    expect(dueIn({ startedAt: NOW - 8 * 60 * MINUTE })).toBeLessThan(0)
    // A limit that lies a year ahead was noted by a clock that was wrong.
    expect(dueIn({ retryAt: NOW + 365 * 24 * 60 * MINUTE })).toBe(15)
  })
})

describe('the pulse', () => {
  let office: ConnectedOffice
  beforeEach(async () => {
    office = await openConnectedOffice()
  })
  afterEach(() => office.close())

  const waiting = () =>
    office.db
      .select()
      .from(jobs)
      .all()
      .filter(({ name }) => name === 'meta-leads.fetch')
  const pulse = () => office.app.runner.runNow('meta-leads.pulse')

  it('asks for a fetch of what is due, once, and of nothing that needs a person first', async () => {
    await pulse()
    await pulse()
    expect(waiting()).toMatchObject([{ state: 'pending', key: office.connectionId }])
    await office.app.runner.runNow('meta-leads.fetch', { connectionId: office.connectionId })
    expect(await office.admin.metaLeads.status({ connectionId: office.connectionId })).toMatchObject({
      running: null,
      last: { state: 'succeeded', trigger: 'schedule' },
    })
  })

  it('leaves a connection alone until its interval is over', async () => {
    await office.sync()
    await pulse()
    expect(waiting()).toEqual([])
    await office.clock.jump(6 * MINUTE)
    await pulse()
    expect(waiting()).toHaveLength(1)
  })
})

it('a fetch is shown while it runs, joined by whoever asks again, and stopped by a person', async () => {
  const office = await openConnectedOffice()
  try {
    const [form] = office.office.forms
    await office.control.call('submitMany', { form: form.id, count: 400 })
    const input = { connectionId: office.connectionId }
    let stop = () => {}
    const firstPage = new Promise<void>(resolve => {
      stop = office.simulator.world.events.subscribe(event => event.type === 'leads-read' && resolve())
    })
    const first = office.sync()
    const second = office.sync()
    await firstPage
    stop()
    expect((await office.admin.metaLeads.status(input)).running).toMatchObject({
      formName: 'İmplant teklifi',
      forms: 3,
      expected: 400,
      run: { state: 'running' },
    })
    await office.admin.metaLeads.cancelSync(input)
    const [one, other] = await Promise.all([first, second])
    expect(one).toMatchObject({ success: false, runId: other.runId })
    expect(one.stored).toBeLessThan(400)
    expect((await office.admin.metaLeads.status(input)).last?.state).toBe('cancelled')
    expect((await office.sync()).stored + one.stored).toBe(400)
  } finally {
    await office.close()
  }
})
