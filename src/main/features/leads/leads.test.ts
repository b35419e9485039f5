import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LeadFilter, type LeadFilterInput, type LeadSort } from '#shared/contract/lead-filter.ts'
import type { LeadSummary } from '#shared/contract/leads.ts'
import { type InteractionId, type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { transact } from '../../db/database.ts'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { createAppEvents } from '../../events/app-events.ts'
import { createLogger } from '../../logging/logger.ts'
import type { Viewer } from '../../rpc/context.ts'
import { auditLog } from '../audit/schema.ts'
import { createSettingsService } from '../settings/service.ts'
import { staff } from '../staff/schema.ts'
import { createStageService } from '../stages/service.ts'
import { createFollowUpService, type FollowUpService } from './follow-up-service.ts'
import { touchContact } from './lead-queries.ts'
import { createLeadReader } from './read-lead.ts'
import { interactions, leadIdentities, leads } from './schema.ts'
import { createLeadService, type LeadService } from './service.ts'

let database: TestDatabase
let service: LeadService
let followUps: FollowUpService
let stageOf: Record<string, string>
let forgotten: LeadId[]
let manager: Viewer
let ayla: Viewer
let bora: Viewer

beforeEach(async () => {
  database = openTestDatabase()
  const { db, clock } = database
  const events = createAppEvents()
  const settings = createSettingsService({ db, clock, events, log: createLogger('test') })
  const stages = createStageService({ db, clock, events })
  manager = addStaff('Müdür', 'manager')
  ayla = addStaff('Ayla', 'consultant')
  bora = addStaff('Bora', 'consultant')
  transact(db, tx => stages.insertInitial(tx, manager.id, 'tr'))
  stageOf = Object.fromEntries((await stages.list()).map(stage => [stage.outcome, stage.id]))
  forgotten = []
  const readLead = createLeadReader({ db, clock, settings })
  followUps = createFollowUpService({ db, clock, events, readLead })
  service = createLeadService({ db, clock, events, settings, readLead, forgetMessages: (_, id) => forgotten.push(id) })
})
afterEach(() => database.close())

function addStaff(name: string, role: StaffRole): Viewer {
  const id = newId<StaffId>()
  database.db
    .insert(staff)
    .values({ id, name, email: `${name}@ofis.test`, role, locale: 'tr', createdAt: 0, updatedAt: 0 })
    .run()
  return { id, role, locale: 'tr' }
}

const noFilter = LeadFilter.parse({})

function details(over: Record<string, unknown> = {}) {
  return {
    id: newId<LeadId>(),
    name: 'Ahmet Kaya',
    phoneNumber: null as string | null,
    email: null,
    countryCode: null,
    language: null,
    city: null,
    stageId: null,
    source: 'manual' as const,
    ...over,
  }
}

async function namesFor(viewer: Viewer, filter: LeadFilterInput = {}): Promise<string[]> {
  const { items } = await service.list(viewer, {
    sort: 'created',
    filter: LeadFilter.parse(filter),
    cursor: null,
    limit: 50,
  })
  return items.map(({ name }) => name)
}

describe('a lead that is typed in', () => {
  it('starts in the default stage, with its number in E.164 and its country by the number', async () => {
    const lead = await service.create(manager, details({ phoneNumber: '0555 123 45 67', email: 'A@B.com' }))
    expect(lead).toMatchObject({
      phoneNumber: '+905551234567',
      countryCode: 'TR',
      email: 'a@b.com',
      stageId: stageOf['new'],
      ownerId: null,
      isUnregistered: false,
      isNumberHidden: false,
    })
  })

  it('is made once, however often the page asks', async () => {
    const input = details({ phoneNumber: '5551234567' })
    await service.create(manager, input)
    await service.create(manager, input)
    expect(await namesFor(manager)).toEqual(['Ahmet Kaya'])
    expect(database.db.select().from(interactions).all()).toHaveLength(1)
  })

  it('is refused in a stage that is not there', async () => {
    const input = details({ stageId: newId() })
    await expect(service.create(manager, input)).rejects.toMatchObject({ code: 'NOT_FOUND', data: { what: 'stage' } })
    expect(await namesFor(manager)).toEqual([])
  })

  it('belongs to the consultant who typed it', async () => {
    expect(await service.create(ayla, details())).toMatchObject({ ownerId: ayla.id })
  })

  it('does not take the number of somebody else, and says whose it is only to those who may know', async () => {
    const first = await service.create(ayla, details({ name: 'Zeynep', phoneNumber: '5551234567' }))
    const again = details({ phoneNumber: '+90 555 1234567' })
    await expect(service.create(manager, again)).rejects.toMatchObject({
      code: 'PHONE_TAKEN',
      data: { leadId: first.id, name: 'Zeynep' },
    })
    await expect(service.create(bora, again)).rejects.toMatchObject({
      code: 'PHONE_TAKEN',
      data: { leadId: null, name: '' },
    })
    await expect(service.create(bora, details({ phoneNumber: '12' }))).rejects.toMatchObject({ code: 'INVALID_PHONE' })
  })
})

describe('the first answer', () => {
  const MINUTE = 60_000
  const DAY = 24 * 60 * MINUTE

  /** Somebody who wrote so long ago, and was answered after so many minutes. */
  async function answered(owner: Viewer | null, ago: number, minutes: number): Promise<void> {
    const { id } = await service.create(manager, details())
    if (owner) await service.assign(manager, id, owner.id)
    const firstInboundAt = database.clock.now() - ago
    touchContact(database.db, id, { firstInboundAt, firstAnsweredAt: firstInboundAt + minutes * MINUTE })
  }
  const firstAnswerFor = async (viewer: Viewer) => (await service.stats(viewer)).firstAnswer

  it('is worked out from those who were answered in the last thirty days', async () => {
    expect(await firstAnswerFor(manager)).toBeNull()
    await answered(null, DAY, 4)
    await answered(null, 29 * DAY, 8)
    await answered(null, 31 * DAY, 600)
    expect(await firstAnswerFor(manager)).toEqual({ leads: 2, averageMs: 6 * MINUTE })
  })

  it('leaves out who has no answer, or one that is older than the first message known', async () => {
    await service.create(manager, details())
    await answered(null, DAY, -5)
    expect(await firstAnswerFor(manager)).toBeNull()
  })

  it('is of the leads that the viewer may see', async () => {
    await answered(ayla, DAY, 2)
    await answered(null, DAY, 4)
    await answered(bora, DAY, 60)
    expect(await firstAnswerFor(ayla)).toEqual({ leads: 2, averageMs: 3 * MINUTE })
    expect(await firstAnswerFor(manager)).toEqual({ leads: 3, averageMs: 22 * MINUTE })
  })
})

describe('who sees what', () => {
  it('a consultant sees their own leads and those of nobody, in every way of asking', async () => {
    const own = await service.create(ayla, details({ name: 'Benim' }))
    const pool = await service.create(manager, details({ name: 'Havuz' }))
    const other = await service.create(bora, details({ name: 'Onun' }))
    expect(await namesFor(ayla)).toEqual([pool.name, own.name])
    expect(await namesFor(ayla, { search: 'onun' })).toEqual([])
    expect(await namesFor(manager)).toHaveLength(3)
    expect(await service.stats(ayla)).toMatchObject({ total: 2, new: 2 })
    const notFound = { code: 'NOT_FOUND' }
    await expect(service.get(ayla, other.id)).rejects.toMatchObject(notFound)
    await expect(service.assign(ayla, other.id, ayla.id)).rejects.toMatchObject(notFound)
    await expect(
      service.timeline(ayla, { part: 'all', leadId: other.id, cursor: null, limit: 5 }),
    ).rejects.toMatchObject(notFound)
    const note = { id: newId<InteractionId>(), leadId: other.id, text: 'x' }
    await expect(service.addNote(ayla, note)).rejects.toMatchObject(notFound)
  })
})

describe('working a lead', () => {
  it('assigning moves it from new to assigned, once, and tells the timeline', async () => {
    const lead = await service.create(manager, details())
    expect(await service.assign(manager, lead.id, ayla.id)).toMatchObject({
      ownerId: ayla.id,
      stageId: stageOf['assigned'],
    })
    await service.assign(manager, lead.id, ayla.id)
    const { items } = await service.timeline(manager, { part: 'all', leadId: lead.id, cursor: null, limit: 10 })
    expect(items.map(({ kind }) => kind).sort()).toEqual(['assignment', 'created', 'status_change'])
  })

  it('an edit of an old version is refused and changes nothing', async () => {
    const lead = await service.create(manager, details())
    const { stageId: _, source: __, ...fields } = details({ id: lead.id, name: 'Yeni Ad' })
    const edited = await service.update(manager, { ...fields, version: lead.version })
    await expect(service.update(manager, { ...fields, name: 'Eski', version: lead.version })).rejects.toMatchObject({
      code: 'CONFLICT',
      data: { currentVersion: edited.version },
    })
    expect(await service.get(manager, lead.id)).toMatchObject({ name: 'Yeni Ad' })
  })

  it('a note is kept once', async () => {
    const lead = await service.create(manager, details())
    const note = { id: newId<InteractionId>(), leadId: lead.id, text: 'Aradı, fiyat istedi' }
    await service.addNote(ayla, note)
    const audited = () => database.db.select().from(auditLog).all().length
    const before = audited()
    expect(await service.addNote(ayla, note)).toMatchObject({ data: { text: note.text }, staffId: ayla.id })
    expect(audited()).toBe(before)
    expect(
      database.db
        .select()
        .from(interactions)
        .all()
        .filter(({ kind }) => kind === 'note'),
    ).toHaveLength(1)
  })
})

describe('what is done about a lead', () => {
  it('a call is written down once, and counts as a contact when somebody was reached', async () => {
    const { id: leadId } = await followUps.setNextAction(manager, {
      id: (await service.create(manager, details())).id,
      at: database.clock.now() + 5_000,
      text: 'Ara',
    })
    const at = database.clock.now() - 60_000
    const call = { id: newId<InteractionId>(), leadId, outcome: 'no_answer' as const, text: '', at }
    await followUps.logCall(ayla, call)
    expect(await service.get(manager, leadId)).toMatchObject({ lastContactedAt: null, nextActionText: 'Ara' })
    const reached = { ...call, id: newId<InteractionId>(), outcome: 'reached' as const, text: 'Gelecek' }
    await followUps.logCall(ayla, reached)
    await followUps.logCall(ayla, { ...reached, at: at + 9_000_000 })
    const { items } = await service.timeline(manager, { part: 'calls', leadId, cursor: null, limit: 10 })
    expect(items.map(({ data, happenedAt, staffId }) => [data['outcome'], happenedAt, staffId])).toEqual([
      ['reached', at, ayla.id],
      ['no_answer', at, ayla.id],
    ])
    expect(await service.get(manager, leadId)).toMatchObject({ lastContactedAt: at })
    await followUps.logCall(ayla, { ...reached, id: newId<InteractionId>(), at: database.clock.now() + 9_000_000 })
    expect(await service.get(manager, leadId)).toMatchObject({ lastContactedAt: database.clock.now() })
    const history = await service.timeline(manager, { part: 'history', leadId, cursor: null, limit: 10 })
    expect(history.items.map(({ kind }) => kind)).toEqual(['next_action', 'created'])
  })

  it('what is next is planned, changed and taken away; the audit log has the time and no words', async () => {
    const { id } = await service.create(manager, details())
    const at = database.clock.now() + 1_000
    await followUps.setNextAction(ayla, { id, at, text: 'Gizli ameliyat' })
    await followUps.setNextAction(ayla, { id, at, text: 'Gizli ameliyat' })
    expect(await followUps.setNextAction(ayla, { id, at: null, text: 'x' })).toMatchObject({
      nextActionAt: null,
      nextActionText: null,
    })
    const log = database.db.select().from(auditLog).where(eq(auditLog.action, 'lead.planned')).all()
    expect(log.map(({ after }) => after?.['nextActionAt'])).toEqual([at, null])
    expect(JSON.stringify(log)).not.toContain('ameliyat')
    await service.assign(manager, id, bora.id)
    await expect(followUps.setNextAction(ayla, { id, at, text: null })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the list', () => {
  it('shows each lead with its own number, and says of nobody else that theirs is hidden', async () => {
    await service.create(manager, details({ name: 'Numaralı', phoneNumber: '0555 111 22 33' }))
    await service.create(manager, details({ name: 'Numarasız' }))
    const { items } = await service.list(manager, { sort: 'created', filter: noFilter, cursor: null, limit: 10 })
    expect(items.map(({ name, phoneNumber, isNumberHidden }) => [name, phoneNumber, isNumberHidden])).toEqual([
      ['Numarasız', null, false],
      ['Numaralı', '+905551112233', false],
    ])
  })

  it('pages from the newest backwards without a gap or a repeat, also by search', async () => {
    for (let number = 1; number <= 25; number += 1) {
      await service.create(manager, details({ name: `Kişi ${String(number).padStart(2, '0')}` }))
      if (number % 3 === 0) await database.clock.advance(1)
    }
    for (const search of ['', 'kisi']) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page = await service.list(manager, { sort: 'created', filter: { ...noFilter, search }, cursor, limit: 7 })
        seen.push(...page.items.map(({ name }) => name))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => `Kişi ${String(25 - index).padStart(2, '0')}`))
    }
  })

  it('sorts by name as Turkish does, and by who was talked with last, paged without a gap or a repeat', async () => {
    const names = [
      'Zeynep',
      'Çağla',
      'Cem',
      'ışık',
      'İrem',
      'Hakan',
      'Işıl',
      'Ömer',
      'Oya',
      'Şule',
      'Suna',
      'Éva',
      'Ali',
    ]
    for (const [index, name] of names.entries()) {
      const { id } = await service.create(index % 2 === 0 ? manager : ayla, details({ name }))
      if (index % 3 !== 0) touchContact(database.db, id, { lastContactedAt: 1_000 * ((index * 7) % 5) })
    }
    async function listBy(viewer: Viewer, sort: LeadSort): Promise<LeadSummary[]> {
      const seen: LeadSummary[] = []
      let cursor: string | null = null
      do {
        const page = await service.list(viewer, { sort, filter: noFilter, cursor, limit: 3 })
        seen.push(...page.items)
        cursor = page.nextCursor
      } while (cursor !== null)
      return seen
    }
    const inOrder = [
      'Ali',
      'Cem',
      'Çağla',
      'Éva',
      'Hakan',
      'ışık',
      'Işıl',
      'İrem',
      'Oya',
      'Ömer',
      'Suna',
      'Şule',
      'Zeynep',
    ]
    for (const viewer of [manager, ayla]) {
      expect((await listBy(viewer, 'name')).map(({ name }) => name)).toEqual(inOrder)
      const contacts = (await listBy(viewer, 'last_contact')).map(({ lastContactedAt }) => lastContactedAt ?? 0)
      expect(contacts).toHaveLength(names.length)
      expect(contacts).toEqual(contacts.toSorted((a, b) => b - a))
    }
    const wrong = await service.list(manager, { sort: 'name', filter: noFilter, cursor: 'bozuk', limit: 5 })
    expect(wrong).toEqual({ items: [], nextCursor: null })
  })

  it.each(['isik', 'IŞIK', 'ışık gun', '0532 111', '+90 532 111 22', '5321112233', 'isik@ornek'])(
    'finds Işık Güneş by %j',
    async search => {
      await service.create(manager, details({ name: 'Başka Biri' }))
      await service.create(
        manager,
        details({ name: 'Işık Güneş', phoneNumber: '0532 111 22 33', email: 'isik@ornek.com' }),
      )
      expect(await namesFor(manager, { search })).toEqual(['Işık Güneş'])
    },
  )

  it('takes nothing that is typed for search syntax, and a strange cursor for the end', async () => {
    await service.create(manager, details())
    for (const search of ['"', 'a* OR b', 'NOT ahmet', '(', 'ahmet"', '-']) {
      await expect(namesFor(manager, { search })).resolves.toBeInstanceOf(Array)
    }
    const page = await service.list(manager, { sort: 'created', filter: noFilter, cursor: 'bozuk', limit: 5 })
    expect(page).toEqual({ items: [], nextCursor: null })
  })

  it('filters by stage outcome, owner and source', async () => {
    const lead = await service.create(manager, details({ name: 'Atanmış', source: 'referral' }))
    await service.create(manager, details({ name: 'Yeni' }))
    await service.assign(manager, lead.id, ayla.id)
    expect(await namesFor(manager, { outcomes: ['assigned'] })).toEqual(['Atanmış'])
    expect(await namesFor(manager, { owners: [ayla.id] })).toEqual(['Atanmış'])
    expect(await namesFor(manager, { owners: ['nobody'] })).toEqual(['Yeni'])
    expect(await namesFor(manager, { sources: ['referral'] })).toEqual(['Atanmış'])
  })
})

it('deleting is for good: everything of the person goes, the audit log keeps an id and a hash', async () => {
  const lead = await service.create(manager, details({ name: 'Silinecek', phoneNumber: '5551234567' }))
  await service.addNote(manager, { id: newId<InteractionId>(), leadId: lead.id, text: 'gizli' })
  await expect(service.remove(manager, lead.id, lead.version + 1)).rejects.toMatchObject({ code: 'CONFLICT' })
  await service.remove(manager, lead.id, lead.version)
  const { db } = database
  expect([leads, leadIdentities, interactions].map(table => db.select().from(table).all())).toEqual([[], [], []])
  expect(forgotten).toEqual([lead.id])
  const log = JSON.stringify(db.select().from(auditLog).all())
  expect(log).toContain(lead.id)
  expect(log).not.toMatch(/Silinecek|gizli|5551234567/)
})
