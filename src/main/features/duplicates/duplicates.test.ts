import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DuplicatePairId } from '#shared/domain/ids.ts'
import { type ConnectedOffice, openConnectedOffice } from '../meta-leads/testing/connected-office.ts'

let office: ConnectedOffice

beforeEach(async () => {
  office = await openConnectedOffice()
  await office.fill(0, { full_name: 'Ayşe Yılmaz', phone_number: '+905321112233', email: 'aile@example.com' })
  await office.fill(0, { full_name: 'Mehmet Yılmaz', phone_number: '+905329998877', email: 'aile@example.com' })
  await office.sync()
})
afterEach(() => office.close())

const pairs = async () => (await office.admin.duplicates.list({})).items
const onlyPair = async () => {
  const [pair, ...more] = await pairs()
  if (!pair || more.length > 0) throw new Error('there is not one pair')
  return pair
}

it('a family on one e-mail stands side by side, for a person to say', async () => {
  const { one, other, reason } = await onlyPair()
  expect(reason).toBe('email')
  expect([one.name, other.name].toSorted()).toEqual(['Ayşe Yılmaz', 'Mehmet Yılmaz'])
  expect(await office.admin.duplicates.count()).toBe(1)
})

it('what a person told apart is never asked again, and nothing suggests it on the card', async () => {
  const { id, one } = await onlyPair()
  await office.admin.duplicates.markDifferent({ ids: [id] })
  expect(await pairs()).toEqual([])
  expect(await office.admin.leads.mergeCandidates({ leadId: one.id })).toEqual([])
  await office.fill(1, { full_name: 'Ayşe Yılmaz', phone_number: '+905321112233', email: 'aile@example.com' })
  await office.sync()
  expect(await office.admin.duplicates.count()).toBe(0)
  await office.admin.duplicates.reopen({ ids: [id] })
  expect(await office.admin.duplicates.count()).toBe(1)
})

it('two that were merged are no pair, and after the merge was undone they are two', async () => {
  const { one, other } = await onlyPair()
  await office.admin.leads.merge({ keepId: one.id, absorbId: other.id })
  expect(await pairs()).toEqual([])
  expect(await office.admin.metaLeads.ofLead({ leadId: one.id })).toHaveLength(2)
  const timeline = await office.admin.leads.timeline({ leadId: one.id })
  const merge = timeline.items.find(({ kind }) => kind === 'merge')
  await office.admin.leads.undoMerge({ interactionId: merge?.id as never })
  expect(await office.admin.metaLeads.ofLead({ leadId: one.id })).toHaveLength(1)
  expect(await office.admin.metaLeads.ofLead({ leadId: other.id })).toHaveLength(1)
  expect(await pairs()).toEqual([])
})

it('what holds for a record that goes holds for the one that stays', async () => {
  const { one, other } = await onlyPair()
  const third = { full_name: 'Üçüncü', phone_number: '+905327776655', email: 'aile@example.com' }
  await office.fill(0, third)
  await office.sync()
  const withThird = (await pairs()).find(
    pair => [pair.one.id, pair.other.id].includes(other.id) && pair.one.id !== one.id,
  )
  const ids = (await pairs()).filter(({ id }) => id !== withThird?.id).map(({ id }) => id)
  expect(ids).toHaveLength(2)
  await office.admin.leads.merge({ keepId: one.id, absorbId: other.id })
  const left = await pairs()
  expect(left).toHaveLength(1)
  await office.admin.duplicates.markDifferent({ ids: left.map(({ id }) => id) })
  expect(await pairs()).toEqual([])
})

it('a consultant sees a pair only of leads that they see both', async () => {
  const staffId = office.hire('consultant')
  const consultant = await office.connect(office.signIn(staffId))
  expect(await consultant.duplicates.count()).toBe(1)
  const { id, one } = await onlyPair()
  await office.admin.leads.assign({ id: one.id, ownerId: office.hire('consultant') })
  expect(await consultant.duplicates.count()).toBe(0)
  await consultant.duplicates.markDifferent({ ids: [id as DuplicatePairId] })
  expect(await office.admin.duplicates.count()).toBe(1)
})

it('goes with a lead that is deleted for good, who does not come back with the next fetch', async () => {
  const { one } = await onlyPair()
  await office.admin.leads.remove({ id: one.id, version: one.version })
  expect(await pairs()).toEqual([])
  expect(await office.sync()).toMatchObject({ stored: 0, duplicates: 2 })
})
