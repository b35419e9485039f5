import { afterEach, beforeEach, expect, it } from 'vitest'
import { type LeadId, newId, type StaffId, type StageId } from '#shared/domain/ids.ts'
import { type Client, openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'

let office: TestApp
let admin: Client
let ayla: StaffId
let stages: StageId[]

beforeEach(async () => {
  office = await openTestApp()
  admin = office.admin
  ayla = office.hire('consultant')
  stages = (await admin.stages.list()).map(({ id }) => id)
})
afterEach(() => office.close())

async function addLead(stage: number, ownerId: StaffId | null): Promise<LeadId> {
  const id = newId<LeadId>()
  const unknown = { phoneNumber: null, email: null, countryCode: null, language: null, city: null }
  await admin.leads.create({ id, name: 'Yeni', ...unknown, stageId: stages[stage] ?? null })
  if (ownerId !== null) await admin.leads.assign({ id, ownerId })
  return id
}

const countsOf = async (client: Client, owners: (StaffId | 'me' | 'nobody')[] = []) =>
  Object.fromEntries(
    (await client.leadBoard.counts({ owners })).map(({ stageId, leads }) => [stages.indexOf(stageId), leads]),
  )

it('counts every stage to the last lead, and follows each move', async () => {
  const [one] = await Promise.all([addLead(2, null), addLead(2, null), addLead(3, null)])
  expect(await countsOf(admin)).toEqual({ 2: 2, 3: 1 })
  await admin.leads.moveToStage({ id: one!, stageId: stages[3]!, reason: null })
  expect(await countsOf(admin)).toEqual({ 2: 1, 3: 2 })
})

it('counts what somebody may see, of the owners that they ask for', async () => {
  const bora = office.hire('consultant')
  await Promise.all([addLead(2, ayla), addLead(2, bora), addLead(2, null)])
  const client = await office.connect(office.signIn(ayla))
  expect(await countsOf(admin)).toEqual({ 2: 3 })
  expect(await countsOf(client)).toEqual({ 2: 2 })
  expect(await countsOf(client, ['me'])).toEqual({ 2: 1 })
  expect(await countsOf(client, ['nobody'])).toEqual({ 2: 1 })
  expect(await countsOf(client, [bora])).toEqual({})
  expect(await countsOf(admin, [ayla, bora])).toEqual({ 2: 2 })
})
