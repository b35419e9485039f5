import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LeadId, newId, type StageId } from '#shared/domain/ids.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { leads } from '../leads/schema.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'

describe('stages', () => {
  let office: Awaited<ReturnType<typeof openTestOffice>>
  beforeEach(async () => {
    office = await openTestOffice()
  })
  afterEach(() => office.close())

  const names = async () => (await office.stages.list()).map(stage => stage.name)
  const stageAt = async (position: number) => {
    const stage = (await office.stages.list())[position]
    if (!stage) throw new Error('no such stage')
    return stage
  }
  const create = (name: string, id = newId<StageId>()) =>
    office.stages.create(office.admin.id, { id, name, outcome: 'contacted', color: 'pink' })

  it('are added at the end, once', async () => {
    const id = newId<StageId>()
    const stage = await create('Teklif verildi', id)
    expect(stage).toMatchObject({ position: 5, isDefault: false, version: 1 })
    expect(await create('Teklif verildi', id)).toEqual(stage)
    expect(await names()).toHaveLength(6)
    expect(office.heard).toEqual([{ type: 'stages.changed' }])
  })

  it('are edited by one person at a time', async () => {
    const stage = await stageAt(2)
    const edited = await office.stages.update(office.admin.id, { ...stage, name: 'Görüştük' })
    expect(edited).toMatchObject({ name: 'Görüştük', version: 2, outcome: 'contacted' })
    const stale = office.stages.update(office.admin.id, { ...stage, name: 'Konuştuk' })
    await expect(stale).rejects.toThrow(staleEdit('stage', 2))
    const [entry] = (await office.audit.list({ cursor: null, limit: 1 })).items
    expect(entry).toMatchObject({ before: { name: 'Görüşülüyor' }, after: { name: 'Görüştük' } })
  })

  it('have one default, which can be another', async () => {
    const stage = await stageAt(1)
    const after = await office.stages.makeDefault(office.admin.id, stage.id)
    expect(after.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([stage.id])
    expect(await office.stages.makeDefault(office.admin.id, stage.id)).toEqual(after)
  })

  it('are put in another order at once; one that was added meanwhile stays at the end', async () => {
    const before = await office.stages.list()
    const ids = before.map(({ id }) => id).toReversed()
    await create('Teklif verildi')
    const after = await office.stages.reorder(office.admin.id, ids)
    expect(after.map(({ name }) => name)).toEqual([
      'Olumsuz',
      'Hasta oldu',
      'Görüşülüyor',
      'Atandı',
      'Yeni',
      'Teklif verildi',
    ])
    expect(after.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5])
    // The one in the middle did not move.
    expect(after.map(({ version }) => version)).toEqual([2, 2, 1, 2, 2, 1])
    const unknown = office.stages.reorder(office.admin.id, [newId<StageId>()])
    await expect(unknown).rejects.toThrow(notFound('stage'))
  })

  it('are removed when nobody is in them, unless new leads start there', async () => {
    const { stages, admin, db, clock } = office
    const [first, second] = [await stageAt(0), await stageAt(1)]
    await expect(stages.remove(admin.id, first.id)).rejects.toThrow(new DomainError('STAGE_IS_DEFAULT'))
    const now = clock.now()
    db.insert(leads)
      .values({
        id: newId<LeadId>(),
        name: 'Ayşe Kaya',
        nameOrigin: 'person',
        stageId: second.id,
        source: 'manual',
        createdAt: now,
        updatedAt: now,
      })
      .run()
    await expect(stages.remove(admin.id, second.id)).rejects.toMatchObject({ code: 'STAGE_IN_USE', data: { leads: 1 } })
    await stages.remove(admin.id, (await stageAt(4)).id)
    expect(await names()).toEqual(['Yeni', 'Atandı', 'Görüşülüyor', 'Hasta oldu'])
    expect((await office.actions())[0]).toBe('stage.removed')
  })
})
