import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LeadId, newId, type SaleId, type TreatmentId } from '#shared/domain/ids.ts'
import { RATE_UNIT } from '#shared/domain/money.ts'
import { transact } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { recordInteraction } from '../leads/interactions.ts'
import { interactions, leads } from '../leads/schema.ts'
import { findStartingStage } from '../leads/stage-moves.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { createSaleListService } from './list-service.ts'
import { sales } from './schema.ts'
import { createSaleService } from './service.ts'

describe('sales', () => {
  let office: Awaited<ReturnType<typeof openTestOffice>>
  let service: ReturnType<typeof createSaleService>
  let lists: ReturnType<typeof createSaleListService>
  let leadId: LeadId
  beforeEach(async () => {
    office = await openTestOffice()
    service = createSaleService({ ...office, recordInteraction })
    lists = createSaleListService(office)
    leadId = insertLead(null)
  })
  afterEach(() => office.close())

  function insertLead(ownerId: Viewer['id'] | null): LeadId {
    const id = newId<LeadId>()
    const row = { id, name: 'Ayşe', nameOrigin: 'person', source: 'manual', createdAt: 0, updatedAt: 0 } as const
    transact(office.db, tx => {
      tx.insert(leads)
        .values({ ...row, ownerId, stageId: findStartingStage(tx) })
        .run()
    })
    return id
  }

  const details = { amount: 250_000, currency: 'EUR', treatment: 'İmplant', soldOn: '2026-01-10', note: '' }
  const add = (over: Partial<typeof details & { leadId: LeadId }> = {}) =>
    service.add(office.admin, { id: newId<SaleId>(), leadId, ...details, ...over })

  it('are written once, with what was bought, for how much and when', async () => {
    const id = newId<SaleId>()
    const sale = await service.add(office.admin, { id, leadId, ...details })
    expect(sale).toMatchObject({ ...details, status: 'won', staffId: office.admin.id, version: 1 })
    expect(await service.add(office.admin, { id, leadId, ...details })).toEqual(sale)
    expect((await service.ofLead(office.admin, leadId)).items).toHaveLength(1)
    expect(office.db.select().from(interactions).all()).toMatchObject([
      { kind: 'sale', leadId, data: { action: 'added', amount: 250_000, currency: 'EUR', treatment: 'İmplant' } },
    ])
    const [entry] = (await office.audit.list({ cursor: null, limit: 1 })).items
    expect(entry).toMatchObject({ action: 'sale.added', after: { amount: 250_000, currency: 'EUR' } })
    expect(JSON.stringify(entry), 'what was treated is health data').not.toContain('İmplant')
  })

  it('are summed for each currency by itself; what was cancelled or paid back does not count', async () => {
    await add()
    await add({ amount: 50_000, soldOn: '2026-01-12', treatment: 'Kontrol' })
    await add({ amount: 1_000_000, currency: 'TRY', treatment: '' })
    const refunded = await add({ amount: 99 })
    await service.setStatus(office.admin, { id: refunded.id, version: 1, status: 'refunded', on: '2026-01-20' })
    const all = await service.ofLead(office.admin, leadId)
    expect(all.totals).toEqual([
      { currency: 'EUR', amount: 300_000, count: 2 },
      { currency: 'TRY', amount: 1_000_000, count: 1 },
    ])
    expect(all).toMatchObject({ lastSoldOn: '2026-01-12', treatments: ['Kontrol', 'İmplant'] })
    expect(all.items[3] ?? all.items[2]).toBeDefined()
  })

  it('are only ever converted by a stored rate of their day or before, and say by which', async () => {
    await add()
    await add({ amount: 10_000, currency: 'USD', soldOn: '2026-01-11' })
    await add({ amount: 700_000, currency: 'TRY' })
    const rate = { currency: 'EUR', into: 'TRY', rate: 50 * RATE_UNIT }
    await lists.saveRate(office.admin.id, { ...rate, onDay: '2026-01-09' })
    await lists.saveRate(office.admin.id, { ...rate, onDay: '2026-01-11', rate: 99 * RATE_UNIT })
    expect(await service.convertedTotal(office.admin, leadId, 'TRY')).toEqual({
      currency: 'TRY',
      amount: 12_500_000 + 700_000,
      rates: [{ currency: 'EUR', onDay: '2026-01-09', rate: 50 * RATE_UNIT }],
      missing: ['USD'],
    })
    await lists.removeRate(office.admin.id, { currency: 'EUR', into: 'TRY', onDay: '2026-01-09' })
    expect(await service.convertedTotal(office.admin, leadId, 'TRY')).toMatchObject({
      amount: 700_000,
      missing: ['USD', 'EUR'],
    })
  })

  it('are corrected by one person at a time', async () => {
    const sale = await add()
    const changed = await service.update(office.admin, { ...sale, amount: 200_000 })
    expect(changed).toMatchObject({ amount: 200_000, version: 2 })
    await expect(service.update(office.admin, { ...sale, amount: 1 })).rejects.toThrow(staleEdit('sale', 2))
    const again = { id: sale.id, version: 2, status: 'cancelled', on: '2026-01-15' } as const
    expect(await service.setStatus(office.admin, again)).toMatchObject({ status: 'cancelled', endedOn: '2026-01-15' })
    const back = await service.setStatus(office.admin, { id: sale.id, version: 3, status: 'won', on: null })
    expect(back).toMatchObject({ status: 'won', endedOn: null })
    await service.remove(office.admin, sale.id, 4)
    expect(office.db.select().from(sales).all()).toEqual([])
  })

  it('of a colleague’s person are nobody else’s to see or change', async () => {
    const [owner, stranger] = [await office.hire(), await office.hire()]
    const foreign = insertLead(owner.id)
    const sale = await add({ leadId: foreign })
    const viewer: Viewer = { id: stranger.id, role: 'consultant', locale: 'tr' }
    await expect(service.ofLead(viewer, foreign)).rejects.toThrow(notFound('lead'))
    await expect(service.update(viewer, { ...sale, amount: 1 })).rejects.toThrow(notFound('sale'))
    await expect(service.add(viewer, { id: sale.id, leadId, ...details })).rejects.toThrow(notFound('sale'))
  })

  it('go with the person, and to whom they are merged into', async () => {
    await add()
    const other = insertLead(null)
    transact(office.db, tx => service.moveSales(tx, other, leadId))
    expect((await service.ofLead(office.admin, other)).items).toHaveLength(1)
    office.db.delete(leads).run()
    expect(office.db.select().from(sales).all()).toEqual([])
  })

  it('the list of treatments is in the office’s order', async () => {
    const [one, two] = [newId<TreatmentId>(), newId<TreatmentId>()]
    await lists.addTreatment(office.admin.id, one, 'İmplant')
    await lists.addTreatment(office.admin.id, two, 'Saç ekimi')
    await lists.addTreatment(office.admin.id, two, 'Saç ekimi')
    await lists.reorderTreatments(office.admin.id, [two])
    expect((await lists.treatments()).map(({ name }) => name)).toEqual(['Saç ekimi', 'İmplant'])
    const renamed = await lists.renameTreatment(office.admin.id, { id: one, version: 2, name: 'Zirkonyum' })
    expect(renamed.map(({ name }) => name)).toEqual(['Saç ekimi', 'Zirkonyum'])
    expect(await lists.removeTreatment(office.admin.id, two)).toHaveLength(1)
    await expect(lists.removeTreatment(office.admin.id, two)).rejects.toThrow(notFound('treatment'))
  })
})
