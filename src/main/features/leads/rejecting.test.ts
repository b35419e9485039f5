import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { createLeadReader } from './read-lead.ts'
import { interactions } from './schema.ts'
import { createLeadService, type LeadService } from './service.ts'

describe('giving somebody up', () => {
  let office: Awaited<ReturnType<typeof openTestOffice>>
  let service: LeadService
  let id: LeadId
  beforeEach(async () => {
    office = await openTestOffice()
    service = createLeadService({ ...office, readLead: createLeadReader(office), forgetMessages: () => {} })
    id = newId<LeadId>()
    const typed = { name: 'Ayşe', phoneNumber: null, email: null, countryCode: null, language: null, city: null }
    await service.create(office.admin, { id, ...typed, stageId: null, source: 'manual' })
  })
  afterEach(() => office.close())

  async function move(outcome: StageOutcome, reason: string | null = null) {
    const stage = (await office.stages.list()).find(one => one.outcome === outcome)
    if (!stage) throw new Error('no such stage')
    return service.moveToStage(office.admin, id, stage.id, reason)
  }

  it('says why: on the lead while it lasts, on the timeline for good', async () => {
    expect(await move('rejected', 'Fiyat yüksek geldi')).toMatchObject({ rejectionReason: 'Fiyat yüksek geldi' })
    expect(await move('contacted', 'says nothing here')).toMatchObject({ rejectionReason: null })
    const reasons = office.db
      .select()
      .from(interactions)
      .all()
      .flatMap(({ data }) => data['reason'] ?? [])
    expect(reasons).toEqual(['Fiyat yüksek geldi'])
  })

  it('needs a reason where the office wants one', async () => {
    await office.settings.update(office.admin.id, { requiresRejectionReason: true })
    await expect(move('rejected')).rejects.toThrow(new DomainError('REASON_REQUIRED'))
    await expect(move('rejected', '')).rejects.toThrow(new DomainError('REASON_REQUIRED'))
    expect(await move('contacted')).toMatchObject({ rejectionReason: null })
    expect(await move('rejected', 'Vazgeçti')).toMatchObject({ rejectionReason: 'Vazgeçti' })
  })

  it('offers reasons from the first run on, in the office’s own order', async () => {
    const ready = await office.rejectionReasons.list()
    expect(ready.length).toBeGreaterThan(3)
    const [first, second] = ready
    if (!first || !second) throw new Error('no reasons')
    const order = await office.rejectionReasons.reorder(office.admin.id, [second.id])
    expect(order[0]?.name).toBe(second.name)
    const [top] = order
    await office.rejectionReasons.rename(office.admin.id, {
      id: second.id,
      version: top?.version ?? 0,
      name: 'Bütçesi yetmedi',
    })
    const left = await office.rejectionReasons.remove(office.admin.id, first.id)
    expect(left.map(({ name }) => name)).not.toContain(first.name)
    expect(left[0]?.name).toBe('Bütçesi yetmedi')
  })
})
