import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
import { createNoteService, type NoteService } from './note-service.ts'
import { createLeadReader } from './read-lead.ts'
import { createLeadService, type LeadService } from './service.ts'

let database: TestDatabase
let service: LeadService
let notes: NoteService
let manager: Viewer
let ayla: Viewer
let bora: Viewer

beforeEach(() => {
  database = openTestDatabase()
  const { db, clock } = database
  const events = createAppEvents()
  const settings = createSettingsService({ db, clock, events, log: createLogger('test') })
  manager = addStaff('Müdür', 'manager')
  ayla = addStaff('Ayla', 'consultant')
  bora = addStaff('Bora', 'consultant')
  transact(db, tx => createStageService({ db, clock, events }).insertInitial(tx, manager.id, 'tr'))
  notes = createNoteService({ db, clock, events })
  const readLead = createLeadReader({ db, clock, settings })
  service = createLeadService({ db, clock, events, settings, readLead, forgetMessages: () => {} })
})
afterEach(() => database.close())

function addStaff(name: string, role: StaffRole): Viewer {
  const id = newId<StaffId>()
  const row = { id, name, email: `${name}@ofis.test`, role, locale: 'tr' as const, createdAt: 0, updatedAt: 0 }
  database.db.insert(staff).values(row).run()
  return { id, role, locale: 'tr' }
}

function aLead(by: Viewer) {
  const nothing = { phoneNumber: null, email: null, countryCode: null, language: null, city: null, stageId: null }
  return service.create(by, { id: newId<LeadId>(), name: 'Ahmet Kaya', source: 'manual', ...nothing })
}

describe('a note that is written already', () => {
  const noteOn = async (leadId: LeadId) =>
    service.addNote(ayla, { id: newId<InteractionId>(), leadId, text: 'Aradı, fiyat istedi' })

  it('is changed and taken away by whoever wrote it, and by nobody else', async () => {
    const { id: leadId } = await aLead(manager)
    const { id, happenedAt } = await noteOn(leadId)
    await expect(notes.edit(manager, id, 'Başka')).rejects.toMatchObject({ code: 'NOT_YOUR_NOTE' })
    await expect(notes.remove(manager, id)).rejects.toMatchObject({ code: 'NOT_YOUR_NOTE' })
    await database.clock.advance(60_000)
    expect(await notes.edit(ayla, id, 'Aradı, randevu istedi')).toMatchObject({
      data: { text: 'Aradı, randevu istedi', editedAt: database.clock.now() },
      happenedAt,
    })
    await notes.remove(ayla, id)
    await expect(notes.edit(ayla, id, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const query = { part: 'notes' as const, leadId, cursor: null, limit: 5 }
    expect((await service.timeline(ayla, query)).items).toEqual([])
    const entries = database.db.select().from(auditLog).all()
    expect(JSON.stringify(entries)).not.toContain('istedi')
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['lead.note_edited', 'lead.note_removed']),
    )
  })

  it('is put back where it stood, and never in the future', async () => {
    const { id: leadId } = await aLead(manager)
    const { happenedAt } = await noteOn(leadId)
    await database.clock.advance(60_000)
    const back = { id: newId<InteractionId>(), leadId, text: 'Geri', at: happenedAt }
    expect(await service.addNote(ayla, back)).toMatchObject({ happenedAt })
    const early = { id: newId<InteractionId>(), leadId, text: 'Yarın', at: database.clock.now() + 1_000 }
    expect(await service.addNote(ayla, early)).toMatchObject({ happenedAt: database.clock.now() })
  })

  it('of a lead that is somebody else’s does not exist', async () => {
    const { id: leadId } = await aLead(ayla)
    const { id } = await noteOn(leadId)
    await expect(notes.edit(bora, id, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(notes.remove(bora, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
