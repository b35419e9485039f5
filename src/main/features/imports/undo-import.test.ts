import { count, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AssignmentRuleId, newId } from '#shared/domain/ids.ts'
import { insertChannelAccount, insertKnownLead } from '../../rpc/testing/known-lead.ts'
import { leadIdentities, leadTouches } from '../leads/schema.ts'
import { leadTags } from '../tags/schema.ts'
import { importRows } from './schema.ts'
import { type ImportOffice, openImportOffice } from './testing/import-office.ts'

const DAY = 24 * 3_600_000
const FILE =
  'Ad;Telefon;Şehir;Etiket\nAyşe;05551110001;İzmir;VIP\nBora;05551110002;Muğla;VIP\nCem;05551110003;Bodrum;\n'

let office: ImportOffice
beforeEach(async () => {
  office = await openImportOffice()
})
afterEach(() => office.close())

const people = async () => (await office.admin.leads.list({ sort: 'name' })).items.map(({ name }) => name)

describe('an import that is taken back', () => {
  it('leaves nothing of people whom nobody has touched', async () => {
    const { id } = await office.bringIn(FILE)
    expect(await people()).toEqual(['Ayşe', 'Bora', 'Cem'])
    const undone = await office.undo(id)
    expect(undone).toMatchObject({ state: 'undone', undone: { removed: 3, givenBack: 0, kept: [] }, undoUntil: null })
    expect(await people()).toEqual([])
    for (const table of [leadIdentities, leadTouches, leadTags, importRows]) {
      expect(office.db.select({ rows: count() }).from(table).get()).toEqual({ rows: 0 })
    }
    // And the same file may come again.
    expect((await office.bringIn(FILE)).counts).toMatchObject({ created: 3 })
  })

  it('gives people out by the rules, in turn, and takes that back too', async () => {
    const [ayla, bora] = [office.hire('consultant'), office.hire('consultant')]
    const anything = { sources: [], brands: [], formIds: [], countries: [], languages: [] }
    await office.admin.assignmentRules.create({
      ...{ id: newId<AssignmentRuleId>(), name: 'Sırayla', isActive: true, conditions: anything },
      target: { kind: 'round_robin', staffIds: [ayla, bora], onlyPresent: false },
    })
    const { id } = await office.bringIn(FILE, { assigns: true })
    const { items } = await office.admin.leads.list({ sort: 'name' })
    expect(items.map(({ ownerId }) => ownerId)).toEqual([ayla, bora, ayla])
    expect(await office.undo(id)).toMatchObject({ undone: { removed: 3, kept: [] } })
    expect(await people()).toEqual([])
    await office.bringIn(FILE)
    expect((await office.admin.leads.list({ filter: { owners: ['nobody'] } })).items).toHaveLength(3)
  })

  it('keeps whoever was changed, worked on or wrote since, and says why', async () => {
    const { id } = await office.bringIn(`${FILE}Deniz;05551110004;;\nEce;05551110005;;\n`)
    const [ayse, bora, cem, deniz] = await Promise.all(
      [1, 2, 3, 4].map(number => office.leadByPhone(`+90555111000${number}`)),
    )
    await office.admin.leads.setNextAction({ id: ayse?.id ?? ('' as never), at: office.clock.now() + DAY, text: 'ara' })
    await office.admin.leads.addNote({ id: newId(), leadId: bora?.id ?? ('' as never), text: 'aradım' })
    await office.admin.leads.remove({ id: cem?.id ?? ('' as never), version: cem?.version ?? 0 })
    const other = insertKnownLead(
      office.db,
      office.clock.now(),
      null,
      insertChannelAccount(office.db, office.clock.now()),
    )
    await office.admin.leads.merge({ keepId: deniz?.id ?? ('' as never), absorbId: other.leadId })
    const undone = await office.undo(id)
    expect(undone.undone).toMatchObject({ removed: 1, givenBack: 0 })
    expect(undone.undone?.kept.toSorted((a, b) => a.why.localeCompare(b.why))).toEqual([
      { why: 'changed', leads: 1 },
      { why: 'merged', leads: 1 },
      { why: 'worked-on', leads: 1 },
    ])
    expect(await people()).toEqual(['Ayşe', 'Bora', 'Deniz'])
    const { items } = await office.admin.imports.troubles({ id })
    expect(items.map(({ number, keptBecause }) => [number, keptBecause])).toEqual([
      [2, 'changed'],
      [3, 'worked-on'],
      [5, 'merged'],
    ])
  })

  it('takes from known people what they got, but for what somebody has changed since', async () => {
    const known = (name: string, phoneNumber: string, city: string | null) =>
      office.admin.leads.create({
        ...{ id: newId(), name, phoneNumber, city, email: null, countryCode: null, language: null },
        ...{ source: 'manual' as const, stageId: null },
      })
    const ayse = await known('Ayşe Hanım', '05551110001', null)
    const bora = await known('Bora Bey', '05551110002', 'Ankara')
    const file = FILE.replace('Şehir', 'Şehir;E-posta')
      .replace('İzmir', 'İzmir;ayse@example.com')
      .replace('Muğla', 'Muğla;b@example.com')
    const { id, counts } = await office.bringIn(file)
    expect(counts).toMatchObject({ created: 1, joined: 2 })
    expect(await office.admin.leads.get({ id: ayse.id })).toMatchObject({ city: 'İzmir', email: 'ayse@example.com' })
    expect(await office.admin.leads.get({ id: bora.id })).toMatchObject({ city: 'Ankara', email: 'b@example.com' })
    const fresh = await office.admin.leads.get({ id: ayse.id })
    const { version, name, countryCode, language, phoneNumber, email } = fresh
    await office.admin.leads.update({
      id: ayse.id,
      version,
      name,
      countryCode,
      language,
      phoneNumber,
      email,
      city: 'Çeşme',
    })

    expect((await office.undo(id)).undone).toMatchObject({ removed: 1, givenBack: 2 })
    expect(await office.admin.leads.get({ id: ayse.id })).toMatchObject({
      name: 'Ayşe Hanım',
      city: 'Çeşme',
      email: null,
    })
    expect(await office.admin.leads.get({ id: bora.id })).toMatchObject({ city: 'Ankara', email: null })
    const touches = office.db.select().from(leadTouches).where(eq(leadTouches.leadId, bora.id)).all()
    expect(touches.map(({ kind }) => kind)).toEqual(['manual'])
    const timeline = await office.admin.leads.timeline({ leadId: bora.id })
    expect(timeline.items.map(({ kind }) => kind)).toEqual(['created'])
    expect((await office.admin.leads.list({ filter: { search: 'b@example.com' } })).items).toEqual([])
  })

  it('can be for thirty days; then the words of rows that were refused are forgotten', async () => {
    const { id, undoUntil } = await office.bringIn(`${FILE};;;adsız\n`)
    expect(undoUntil).toBe(office.clock.now() + 30 * DAY)
    await office.clock.jump(31 * DAY)
    await office.runner.runNow('imports.forget')
    const manager = await office.connect(office.signIn(office.hire('manager')))
    expect(await manager.imports.get({ id })).toMatchObject({ undoUntil: null })
    expect((await manager.imports.troubles({ id })).items).toEqual([])
    await expect(manager.imports.undo({ id })).rejects.toMatchObject({ code: 'IMPORT_STATE' })
    expect((await manager.leads.stats()).total).toBe(3)
  })
})
