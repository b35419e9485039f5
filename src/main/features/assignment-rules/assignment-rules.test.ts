import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AssignmentRule } from '#shared/contract/assignment-rules.ts'
import { type AssignmentRuleId, type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import { transact } from '../../db/database.ts'
import { type Client, openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'

let office: TestApp
let admin: Client
let ayla: StaffId
let bora: StaffId
let cem: StaffId

beforeEach(async () => {
  office = await openTestApp()
  admin = office.admin
  ;[ayla, bora, cem] = [office.hire('consultant'), office.hire('consultant'), office.hire('consultant')]
})
afterEach(() => office.close())

const anything = { sources: [], brands: [], formIds: [], countries: [], languages: [] }

function addRule(rule: Partial<AssignmentRule>) {
  return admin.assignmentRules.create({
    ...{ id: newId<AssignmentRuleId>(), name: 'Kural', isActive: true, conditions: anything },
    ...{ target: { kind: 'pool' as const } },
    ...rule,
  })
}

async function addLead(over: { countryCode?: string; language?: string } = {}): Promise<StaffId | null> {
  const id = newId<LeadId>()
  await admin.leads.create({
    ...{ id, name: 'Yeni', phoneNumber: null, email: null, countryCode: null, language: null, city: null },
    ...over,
  })
  return (await admin.leads.get({ id })).ownerId
}

const inTurn = (onlyPresent = false) => ({ kind: 'round_robin' as const, staffIds: [ayla, bora, cem], onlyPresent })

describe('assignment rules', () => {
  it('take turns, fairly and across a restart, and leave out who has left', async () => {
    await addRule({ target: inTurn() })
    expect([await addLead(), await addLead(), await addLead(), await addLead()]).toEqual([ayla, bora, cem, ayla])
    const { version } = (await admin.staff.list()).find(({ id }) => id === bora)!
    await admin.staff.setActive({ id: bora, version, isActive: false })
    const again = await openTestApp({ database: office.database })
    admin = again.admin
    expect([await addLead(), await addLead()]).toEqual([cem, ayla])
  })

  it('pass by who has not been here today, and wait in the pool when nobody has', async () => {
    await addRule({ target: inTurn(true) })
    expect(await addLead()).toBeNull()
    const client = await office.connect(office.signIn(cem))
    await client.leads.list({})
    expect([await addLead(), await addLead()]).toEqual([cem, cem])
    await office.clock.advance(24 * 3_600_000)
    expect(await addLead()).toBeNull()
  })

  it('are asked in order: the first that fits and has somebody decides', async () => {
    await addRule({
      name: 'Almanca',
      conditions: { ...anything, languages: ['de'] },
      target: { kind: 'person', staffId: bora },
    })
    await addRule({ name: 'Türkiye', conditions: { ...anything, countries: ['TR'] }, target: { kind: 'pool' } })
    await addRule({ name: 'Kalan', target: { kind: 'person', staffId: ayla } })
    expect(await addLead({ language: 'de', countryCode: 'TR' })).toBe(bora)
    expect(await addLead({ countryCode: 'TR' })).toBeNull()
    expect(await addLead()).toBe(ayla)
    const rules = await admin.assignmentRules.list()
    await admin.assignmentRules.reorder({ ids: rules.map(({ id }) => id).reverse() })
    expect(await addLead({ language: 'de' })).toBe(ayla)
  })

  it('move the lead on, and say on the timeline which rule it was', async () => {
    await addRule({ name: 'Herkes', target: { kind: 'person', staffId: ayla } })
    await addLead()
    const [lead] = (await admin.leads.list({})).items
    const stage = (await admin.stages.list()).find(({ id }) => id === lead!.stageId)
    expect(stage?.outcome).toBe('assigned')
    const { items } = await admin.leads.timeline({ leadId: lead!.id })
    expect(items.find(({ kind }) => kind === 'assignment')?.data).toMatchObject({ toStaffId: ayla, rule: 'Herkes' })
  })

  it('keep nothing of a turn whose lead was not made after all', async () => {
    const rule = await addRule({ target: inTurn() })
    await addLead()
    const [lead] = (await admin.leads.list({})).items
    expect(() =>
      transact(office.db, tx => {
        tx.run(`update leads set owner_id = null`)
        office.app.services.assignmentRules.assignNewLead(tx, lead!.id)
        throw new Error('the disk is full')
      }),
    ).toThrow('the disk is full')
    expect(await addLead()).toBe(bora)
    expect((await admin.assignmentRules.list()).map(({ id }) => id)).toEqual([rule.id])
  })

  it('are tried on the leads that are there, and give nobody anything by it', async () => {
    for (const countryCode of ['TR', 'DE', 'TR']) await addLead({ countryCode })
    const rule = await addRule({ conditions: { ...anything, countries: ['TR'] }, target: inTurn() })
    const tries = await admin.assignmentRules.tryOut()
    expect(tries.map(({ countryCode, ruleId, staffId }) => [countryCode, ruleId, staffId])).toEqual([
      ['TR', rule.id, bora],
      ['DE', null, null],
      ['TR', rule.id, ayla],
    ])
    expect((await admin.leads.list({ filter: { owners: ['nobody'] } })).items).toHaveLength(3)
  })

  it('can be had back after a removal', async () => {
    const rule = await addRule({ target: { kind: 'person', staffId: ayla } })
    await admin.assignmentRules.remove({ id: rule.id })
    expect(await addLead()).toBeNull()
    await admin.assignmentRules.restore({ id: rule.id })
    expect(await addLead()).toBe(ayla)
  })
})
