import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BulkAction, LeadSelection } from '#shared/contract/bulk-actions.ts'
import { LeadFilter } from '#shared/contract/lead-filter.ts'
import {
  type AppointmentId,
  type BulkRunId,
  type LeadId,
  newId,
  type StaffId,
  type StageId,
  type TagId,
} from '#shared/domain/ids.ts'
import { type Client, openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'
import { insertLeads } from './testing/many-leads.ts'

const DAY = 24 * 3_600_000
const EVERYBODY: LeadSelection = { kind: 'filter', filter: LeadFilter.parse({}) }

let office: TestApp
let admin: Client
let ayla: StaffId
let bora: StaffId
let stageOf: Record<string, StageId>

beforeEach(async () => {
  office = await openTestApp()
  admin = office.admin
  ;[ayla, bora] = [office.hire('consultant'), office.hire('consultant')]
  stageOf = Object.fromEntries((await admin.stages.list()).map(({ outcome, id }) => [outcome, id]))
})
afterEach(() => office.close())

const add = (count: number, owner: StaffId | null = null) =>
  insertLeads(office.db, { count, owner, stageId: stageOf['new']!, now: office.clock.now() })

async function begin(client: Client, selection: LeadSelection, action: BulkAction): Promise<BulkRunId> {
  const id = newId<BulkRunId>()
  await client.bulkActions.start({ id, selection, action })
  return id
}

const work = (runId: BulkRunId, of: TestApp = office) => of.app.runner.runNow('bulk-actions.run', { runId })

async function run(client: Client, selection: LeadSelection, action: BulkAction) {
  const id = await begin(client, selection, action)
  await work(id)
  return client.bulkActions.get({ id })
}

const toStage = (outcome: string): BulkAction => ({ kind: 'stage', stageId: stageOf[outcome]!, reason: null })
const ownersOf = (ids: readonly LeadId[]) => Promise.all(ids.map(async id => (await admin.leads.get({ id })).ownerId))
const leftOutOf = async (id: BulkRunId) => (await admin.bulkActions.leftOut({ id })).items.map(({ reason }) => reason)

describe('many leads at once', () => {
  it('are moved, each with its line on the timeline, and moved back', async () => {
    const ids = add(250)
    await admin.leads.moveToStage({ id: ids[0]!, stageId: stageOf['contacted']! })
    const done = await run(admin, EVERYBODY, toStage('contacted'))
    expect(done).toMatchObject({ state: 'done', total: 250, done: 249, leftOut: 1 })
    expect(await leftOutOf(done.id)).toEqual(['already'])
    expect(await admin.leads.stats()).toMatchObject({ new: 0, contacted: 250 })
    const { items } = await admin.leads.timeline({ leadId: ids[7]! })
    expect(items.filter(({ kind }) => kind === 'status_change')).toHaveLength(1)

    await admin.leads.moveToStage({ id: ids[5]!, stageId: stageOf['converted']! })
    await admin.bulkActions.undo({ id: done.id })
    await work(done.id)
    expect(await admin.bulkActions.get({ id: done.id })).toMatchObject({ state: 'undone', undone: 248, leftOut: 2 })
    // What somebody did since stays as they did it.
    expect(await admin.leads.stats()).toMatchObject({ new: 248, contacted: 1, converted: 1 })
    expect(await leftOutOf(done.id)).toEqual(expect.arrayContaining(['changed_since']))
    const lead = office.database.sqlite.prepare('select stage_since from leads where id = ?').get(ids[7]!)
    expect(lead).toEqual({ stage_since: null })
  })

  it('are given to somebody, and each goes back to whoever had it', async () => {
    const [ofAyla, ofNobody] = [add(3, ayla), add(3)]
    const all = [...ofAyla, ...ofNobody]
    const done = await run(admin, EVERYBODY, { kind: 'owner', ownerId: bora })
    expect(new Set(await ownersOf(all))).toEqual(new Set([bora]))
    expect(await admin.leads.stats()).toMatchObject({ new: 0, assigned: 6 })
    await admin.bulkActions.undo({ id: done.id })
    await work(done.id)
    expect(await ownersOf(all)).toEqual([ayla, ayla, ayla, null, null, null])
    expect(await admin.leads.stats()).toMatchObject({ new: 6, assigned: 0 })
  })

  it('carry a tag, or not any more', async () => {
    const ids = add(3)
    const tag = await admin.tags.create({ id: newId<TagId>(), name: 'Fuar', color: 'teal' })
    await admin.tags.hang({ leadId: ids[0]!, tagId: tag.id })
    const selection: LeadSelection = { kind: 'leads', leadIds: [ids[0]!, ids[1]!, newId<LeadId>()] }
    const done = await run(admin, selection, { kind: 'add_tag', tagId: tag.id })
    expect(done).toMatchObject({ total: 2, done: 1, leftOut: 1 })
    expect((await admin.leads.list({ filter: { bulkRunId: done.id } })).items.map(({ id }) => id)).toEqual([ids[1]])
    await admin.bulkActions.undo({ id: done.id })
    await work(done.id)
    expect(await admin.tags.counts()).toEqual([{ tagId: tag.id, leads: 1 }])
    expect(await run(admin, EVERYBODY, { kind: 'remove_tag', tagId: tag.id })).toMatchObject({ done: 1, leftOut: 2 })
  })

  it('are deleted as a single one is, by those who may, and that is for good', async () => {
    add(120)
    const consultant = await office.connect(office.signIn(ayla))
    await expect(begin(consultant, EVERYBODY, { kind: 'delete' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const done = await run(admin, EVERYBODY, { kind: 'delete' })
    expect(done).toMatchObject({ state: 'done', total: 120, done: 120, undoUntil: null })
    expect((await admin.leads.list({})).items).toEqual([])
    await expect(admin.bulkActions.undo({ id: done.id })).rejects.toMatchObject({ data: { reason: 'not_this' } })
  })

  it('are only those that whoever asks may see, also when that changes meanwhile', async () => {
    const [ofAyla] = [add(3, ayla), add(3, bora)]
    const consultant = await office.connect(office.signIn(ayla))
    const id = await begin(consultant, EVERYBODY, toStage('contacted'))
    expect((await admin.bulkActions.list()).map(run => run.id)).toEqual([id])
    const other = await office.connect(office.signIn(bora))
    expect(await other.bulkActions.list()).toEqual([])
    await expect(other.bulkActions.cancel({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    // Written down, then taken away.
    const picked = await consultant.bulkActions.start({
      id: newId<BulkRunId>(),
      ...{ selection: { kind: 'leads', leadIds: ofAyla }, action: toStage('rejected') },
    })
    await admin.leads.assign({ id: ofAyla[0]!, ownerId: bora })
    await work(id)
    expect(await admin.bulkActions.get({ id })).toMatchObject({ total: 2, done: 2 })
    await work(picked.id)
    expect(await admin.bulkActions.get({ id: picked.id })).toMatchObject({ total: 3, done: 2, leftOut: 1 })
    expect((await consultant.bulkActions.leftOut({ id: picked.id })).items).toEqual([
      { leadId: ofAyla[0], name: '', reason: 'not_yours' },
    ])
  })

  it('stop when somebody says so, or is dismissed: what is done stays, and can be undone', async () => {
    add(150)
    const id = await begin(admin, EVERYBODY, toStage('contacted'))
    expect(await admin.bulkActions.cancel({ id })).toMatchObject({ state: 'cancelled', undoUntil: null })
    await work(id)
    expect(await admin.leads.stats()).toMatchObject({ new: 150 })

    const consultant = await office.connect(office.signIn(ayla))
    const theirs = await begin(consultant, EVERYBODY, toStage('contacted'))
    const { version } = (await admin.staff.list()).find(one => one.id === ayla)!
    await admin.staff.setActive({ id: ayla, version, isActive: false })
    await work(theirs)
    expect(await admin.bulkActions.get({ id: theirs })).toMatchObject({ state: 'cancelled', done: 0 })
  })

  it('are asked for once, however often the page asks', async () => {
    add(2)
    const id = newId<BulkRunId>()
    const input = { id, selection: EVERYBODY, action: toStage('contacted') }
    await admin.bulkActions.start(input)
    await admin.bulkActions.start(input)
    await work(id)
    await admin.bulkActions.start(input)
    await work(id)
    expect(await admin.bulkActions.list()).toHaveLength(1)
    expect(await admin.bulkActions.get({ id })).toMatchObject({ done: 2, total: 2 })
  })

  it('cannot be put back after a week, and are forgotten after a month', async () => {
    add(2)
    const done = await run(admin, EVERYBODY, toStage('contacted'))
    await expect(admin.bulkActions.undo({ id: await begin(admin, EVERYBODY, toStage('new')) })).rejects.toMatchObject({
      data: { reason: 'not_over' },
    })
    await office.clock.advance(7 * DAY)
    await expect(admin.bulkActions.undo({ id: done.id })).rejects.toMatchObject({ data: { reason: 'too_late' } })
    await office.clock.advance(24 * DAY)
    await office.app.runner.runNow('bulk-actions.prune')
    await expect(admin.bulkActions.get({ id: done.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('one that cannot be changed does not keep the others from it', async () => {
    const ids = add(3)
    office.database.sqlite.exec(`create trigger stubborn before update of stage_id on leads when old.id = '${ids[1]}'
      begin select raise(abort, 'no'); end`)
    const done = await run(admin, EVERYBODY, toStage('contacted'))
    expect(done).toMatchObject({ state: 'done', done: 2, leftOut: 1 })
    expect(await leftOutOf(done.id)).toEqual(['failed'])
  })
})

describe('a program that stops in the middle', () => {
  /** Ends as it does when its time to quit is over: between two transactions. */
  async function stopIn(app: TestApp, id: BulkRunId, isThere: (run: { total: number; done: number }) => boolean) {
    await new Promise<void>(resolve => {
      const unsubscribe = app.app.events.subscribe(() => {
        const row = office.database.sqlite.prepare('select total, done from bulk_runs where id = ?').get(id)
        if (!isThere(row as { total: number; done: number })) return
        unsubscribe()
        resolve()
      })
      app.app.runner.start()
    })
    await app.app.runner.drain(0)
  }

  it('goes on where it was at the next start, and does nothing twice', async () => {
    add(450)
    const id = await begin(admin, EVERYBODY, toStage('contacted'))
    await stopIn(office, id, ({ done }) => done > 0)
    const { done } = await admin.bulkActions.get({ id })
    expect(done).toBeLessThan(450)
    const again = await openTestApp({ database: office.database })
    again.app.runner.start()
    await again.app.runner.whenIdle()
    const { sqlite } = office.database
    expect(sqlite.prepare(`select count(*) n from interactions where kind = 'status_change'`).get()).toEqual({ n: 450 })
    expect(await again.admin.bulkActions.get({ id })).toMatchObject({ state: 'done', total: 450, done: 450 })
    await again.app.runner.drain(0)
  })
})

describe('a hand-over', () => {
  const handOver = async (toIds: StaffId[], outcomes: ('new' | 'contacted')[] = []) => {
    const id = newId<BulkRunId>()
    await admin.bulkActions.handOver({ id, handOver: { kind: 'hand_over', fromId: ayla, toIds, outcomes } })
    await work(id)
    return admin.bulkActions.get({ id })
  }

  it('spreads somebody’s leads evenly, and tells each of the new ones once what they got', async () => {
    const cem = office.hire('consultant')
    const ids = add(5, ayla)
    await admin.leads.setNextAction({ id: ids[0]!, at: office.clock.now() + DAY, text: 'Ara' })
    expect(await admin.bulkActions.belongings({ staffId: ayla })).toEqual({
      ...{ leads: [{ outcome: 'new', leads: 5 }], nextActions: 1, waitingChats: 0, appointments: 0 },
    })
    const done = await handOver([bora, cem])
    expect(done).toMatchObject({ state: 'done', done: 5 })
    const counts = Map.groupBy(await ownersOf(ids), owner => owner)
    expect(
      [counts.get(bora)?.length, counts.get(cem)?.length].toSorted((one, other) => (one ?? 0) - (other ?? 0)),
    ).toEqual([2, 3])
    const client = await office.connect(office.signIn(bora))
    const [notice] = await client.bulkActions.receivedHandOvers()
    expect(notice).toMatchObject({ fromId: ayla, leads: counts.get(bora)!.length, waitingChats: 0 })
    const mine = await client.leads.list({ filter: { bulkRunId: done.id, owners: ['me'] } })
    expect(mine.items).toHaveLength(notice!.leads)
    await client.bulkActions.noteHandOverSeen({ runId: done.id })
    expect(await client.bulkActions.receivedHandOvers()).toEqual([])
  })

  it('takes only what stands where it was said, and is taken back within a week', async () => {
    const ids = add(4, ayla)
    await admin.leads.moveToStage({ id: ids[0]!, stageId: stageOf['contacted']! })
    const done = await handOver([bora], ['contacted'])
    expect(await ownersOf(ids)).toEqual([bora, ayla, ayla, ayla])
    await admin.bulkActions.undo({ id: done.id })
    await work(done.id)
    expect(await ownersOf(ids)).toEqual([ayla, ayla, ayla, ayla])
    const client = await office.connect(office.signIn(bora))
    expect(await client.bulkActions.receivedHandOvers()).toEqual([])
  })

  it('takes the coming visits along, and gives them back; what is over or called off stays', async () => {
    const [lead] = add(1, ayla)
    const book = async (days: number) => {
      const id = newId<AppointmentId>()
      const startsAt = office.clock.now() + days * DAY
      const when = { startsAt, endsAt: startsAt + DAY / 48, timeZone: 'Europe/Istanbul' }
      await admin.appointments.book({
        ...{ id, typeId: null, staffId: ayla, roomId: null, leadIds: [lead!], title: 'Kontrol', ...when },
        ...{ bufferBefore: 0, bufferAfter: 0, place: null, videoUrl: null, note: null, override: { reason: 'Deneme' } },
      })
      return id
    }
    const [past, coming] = [await book(1), await book(3)]
    await office.clock.advance(2 * DAY)
    const staffOf = async (id: AppointmentId) => (await admin.appointments.get({ id })).staffId
    expect(await admin.bulkActions.belongings({ staffId: ayla })).toMatchObject({ appointments: 1 })
    const done = await handOver([bora])
    expect([await staffOf(past), await staffOf(coming)]).toEqual([ayla, bora])
    const client = await office.connect(office.signIn(bora))
    expect(await client.bulkActions.receivedHandOvers()).toMatchObject([{ leads: 1, appointments: 1 }])
    await admin.bulkActions.undo({ id: done.id })
    await work(done.id)
    expect(await staffOf(coming)).toBe(ayla)
  })

  it('goes to nobody who has left, and not to whoever hands over', async () => {
    add(1, ayla)
    await expect(handOver([ayla])).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { version } = (await admin.staff.list()).find(one => one.id === bora)!
    await admin.staff.setActive({ id: bora, version, isActive: false })
    await expect(handOver([bora])).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
