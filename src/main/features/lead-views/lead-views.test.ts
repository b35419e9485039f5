import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LeadFilter } from '#shared/contract/lead-filter.ts'
import type { LeadView } from '#shared/contract/lead-views.ts'
import { type LeadViewId, newId } from '#shared/domain/ids.ts'
import { type Client, openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'
import { auditLog } from '../audit/schema.ts'
import { leadViews } from './schema.ts'
import { createLeadViewService } from './service.ts'

let office: TestApp
let admin: Client
let consultant: Client

beforeEach(async () => {
  office = await openTestApp()
  admin = office.admin
  consultant = await office.connect(office.signIn(office.hire('consultant')))
})
afterEach(() => office.close())

const plain = {
  filter: LeadFilter.parse({}),
  sort: 'created',
  direction: null,
  columns: null,
  layout: 'table',
} as const
const add = (client: Client, name: string, isShared = false, over: Partial<Omit<LeadView, 'name'>> = {}) =>
  client.leadViews.create({ id: newId<LeadViewId>(), name, isShared, ...plain, ...over })
const namesFor = async (client: Client) => (await client.leadViews.list()).map(({ name, builtIn }) => name ?? builtIn)
const BUILT_IN = ['all', 'mine', 'today', 'this_week', 'not_called', 'never_answered', 'customers']

describe('views of the leads', () => {
  it('are there from the first day, and what is deleted does not come again', async () => {
    expect(await namesFor(consultant)).toEqual(BUILT_IN)
    const [, mine] = await admin.leadViews.list()
    await admin.leadViews.remove({ id: mine!.id })
    const { db, clock } = office
    await clock.advance(48 * 3_600_000)
    await admin.leadViews.remove({ id: (await add(admin, 'Geçici')).id })
    createLeadViewService({ db, clock, events: office.app.events }).ensureBuiltIn()
    expect(await namesFor(consultant)).toEqual(BUILT_IN.filter(name => name !== 'mine'))
  })

  it('are one’s own, or the office’s where a manager says so', async () => {
    await add(consultant, 'Benimki')
    await add(admin, 'Ofisin', true)
    expect(await namesFor(consultant)).toEqual([...BUILT_IN, 'Ofisin', 'Benimki'])
    expect(await namesFor(admin)).toEqual([...BUILT_IN, 'Ofisin'])
    await expect(add(consultant, 'Herkesin', true)).rejects.toMatchObject({ code: 'SHARED_BY_LEADERS' })
    const shared = (await consultant.leadViews.list()).find(({ name }) => name === 'Ofisin')!
    await expect(consultant.leadViews.remove({ id: shared.id })).rejects.toMatchObject({ code: 'SHARED_BY_LEADERS' })
    const own = (await consultant.leadViews.list()).find(({ name }) => name === 'Benimki')!
    await expect(admin.leadViews.remove({ id: own.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('keep filter, order, columns and form, and are changed by one person at a time', async () => {
    const filter = LeadFilter.parse({ notCalledForDays: 30, countries: ['DE'], created: { kind: 'this_week' } })
    const view = await add(admin, 'Almanya', false, { filter, sort: 'score', direction: 'asc', columns: ['phone'] })
    expect((await admin.leadViews.list()).at(-1)).toEqual(view)
    expect(view).toMatchObject({ filter, sort: 'score', direction: 'asc', columns: ['phone'], layout: 'table' })
    const changed = await admin.leadViews.update({ ...view, name: 'DE', layout: 'board' })
    expect(changed).toMatchObject({ name: 'DE', layout: 'board', version: 2 })
    await expect(admin.leadViews.update({ ...view, name: 'Eski' })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(office.db.select().from(leadViews).all().at(-1)?.filter).toEqual({
      ...{ notCalledForDays: 30, countries: ['DE'], created: { kind: 'this_week' } },
    })
  })

  it('go from one’s own to the office’s and back, by those who lead it', async () => {
    const own = await add(consultant, 'Benimki')
    const share = (client: Client, view: LeadView, isShared: boolean) => client.leadViews.update({ ...view, isShared })
    await expect(share(consultant, own, true)).rejects.toMatchObject({ code: 'SHARED_BY_LEADERS' })
    await expect(share(admin, own, true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const mine = await add(admin, 'Ofisin')
    const shared = await share(admin, mine, true)
    expect(shared).toMatchObject({ isShared: true, version: 2 })
    expect(await namesFor(consultant)).toEqual([...BUILT_IN, 'Ofisin', 'Benimki'])
    await expect(share(consultant, shared, false)).rejects.toMatchObject({ code: 'SHARED_BY_LEADERS' })
    expect(await share(admin, shared, false)).toMatchObject({ isShared: false })
    expect(await namesFor(consultant)).toEqual([...BUILT_IN, 'Benimki'])
    const [all] = await admin.leadViews.list()
    expect(await share(admin, all!, false)).toMatchObject({ isShared: true, builtIn: 'all' })
    const told = office.db
      .select()
      .from(auditLog)
      .all()
      .filter(({ subjectId }) => subjectId === mine.id)
    expect(told.map(({ action }) => action)).toEqual(['lead_view.shared', 'lead_view.made_private'])
  })

  it('read what can be read of a filter that another program kept', async () => {
    const view = await add(admin, 'Eski', false, { filter: LeadFilter.parse({ countries: ['DE'] }) })
    office.database.sqlite
      .prepare('update lead_views set filter = ? where id = ?')
      .run('{"countries":["DE"],"owners":"all","mood":"blue"}', view.id)
    expect((await admin.leadViews.list()).at(-1)?.filter).toEqual(LeadFilter.parse({ countries: ['DE'] }))
  })

  it('are put in order, and come back after a removal', async () => {
    const [one, two] = [await add(admin, 'Bir'), await add(admin, 'İki')]
    await admin.leadViews.reorder({ ids: [two.id, one.id] })
    expect((await namesFor(admin)).slice(-2)).toEqual(['İki', 'Bir'])
    await admin.leadViews.remove({ id: two.id })
    expect((await namesFor(admin)).slice(-1)).toEqual(['Bir'])
    await admin.leadViews.restore({ id: two.id })
    expect((await namesFor(admin)).slice(-2)).toEqual(['İki', 'Bir'])
  })
})
