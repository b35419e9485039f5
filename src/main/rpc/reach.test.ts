import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { ChannelAccountId, newId, StaffId, StageId, TagId, TemplateId } from '#shared/domain/ids.ts'
import { type ContractProcedure, listContractProcedures } from '../../../scripts/contract-procedures.ts'
import { insertChannelAccount, insertKnownLead, type KnownLead, PEOPLE_IDS } from './testing/known-lead.ts'
import { findIdPlaces, sampleInput } from './testing/sample-input.ts'
import { type Answer, ask, type Client, openTestApp, type TestApp } from './testing/test-app.ts'

const ownProcedures = listContractProcedures().filter(({ access }) => access.reach === 'own')
const placesOf = ({ input }: ContractProcedure) => (input ? findIdPlaces(input, PEOPLE_IDS) : [])
const aboutOne = ownProcedures.filter(procedure => placesOf(procedure).length > 0)
const aboutMany = ownProcedures.filter(procedure => placesOf(procedure).length === 0)

/** The same input with one id of another person in it. */
function withForeignId(input: unknown, path: readonly string[], value: unknown): unknown {
  const [field, ...rest] = path
  if (field === undefined) return value
  const fields = input as Record<string, unknown>
  return { ...fields, [field]: withForeignId(fields[field], rest, value) }
}

function expectNoSecret(answer: Answer, { secrets }: KnownLead): void {
  for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret)
}

const codeOf = (answer: Answer) => ('code' in answer ? answer.code : 'answered')

/** Figures of what a consultant has done: those of nobody are in them once somebody has taken them. */
const OWN_ONLY: ReadonlySet<string> = new Set(['overview.report'])

describe("a consultant reaches nobody else's leads", () => {
  let office: TestApp
  let manager: Client
  let stranger: Client
  let ids: Map<z.ZodType, unknown>
  let strangerId: StaffId
  let ownerId: StaffId
  let accountId: ChannelAccountId

  beforeAll(async () => {
    office = await openTestApp()
    strangerId = office.hire('consultant')
    ownerId = office.hire('consultant')
    manager = await office.connect(office.signIn(office.hire('manager')))
    stranger = await office.connect(office.signIn(strangerId))
    accountId = insertChannelAccount(office.db, office.clock.now())
    const [stage] = await office.admin.stages.list()
    const [template] = await office.admin.templates.list()
    const tag = await office.admin.tags.create({ id: newId<TagId>(), name: 'Acil', color: 'teal' })
    ids = new Map<z.ZodType, unknown>([
      [StaffId, ownerId],
      [ChannelAccountId, accountId],
      [TagId, tag.id],
      ...(template ? ([[TemplateId, template.id]] as const) : []),
      ...(stage ? ([[StageId, stage.id]] as const) : []),
    ])
  })
  afterAll(() => office.close())

  const leadOf = (owner: StaffId | null) => insertKnownLead(office.db, office.clock.now(), owner, accountId)
  const inputFor = ({ input }: ContractProcedure, lead: KnownLead) =>
    input && sampleInput(input, new Map([...ids, ...lead.ids]))

  it('has something to walk', () => {
    expect(aboutOne.length).toBeGreaterThan(15)
    expect(aboutMany.map(({ name }) => name)).toContain('leads.list')
  })

  describe('one person', () => {
    it.each(aboutOne)('$name', async procedure => {
      const foreign = leadOf(ownerId)
      const before = foreign.rows()
      const answer = await ask(stranger, procedure.path, inputFor(procedure, foreign))
      expectNoSecret(answer, foreign)
      expect(foreign.rows()).toEqual(before)
      // Nothing tells a person who is not theirs from one who is not there; only a new one can be made if there is none.
      const nobody = { ...foreign, ids: new Map([...foreign.ids.keys()].map(schema => [schema, newId()])) }
      if (procedure.name === 'leads.create') expect(codeOf(answer)).toBe('NOT_FOUND')
      else expect(codeOf(answer)).toBe(codeOf(await ask(stranger, procedure.path, inputFor(procedure, nobody))))
    })

    it.each(aboutOne)('$name, with one foreign id among their own', async procedure => {
      for (const { path, schema } of placesOf(procedure)) {
        const [own, foreign] = [leadOf(strangerId), leadOf(ownerId)]
        const before = foreign.rows()
        const input = withForeignId(inputFor(procedure, own), path, foreign.ids.get(schema))
        const answer = await ask(stranger, procedure.path, input)
        expectNoSecret(answer, foreign)
        expect(foreign.rows(), `${procedure.name} with a foreign ${path.join('.')}`).toEqual(before)
      }
    })

    it.each(aboutOne)('$name reaches their own, those of nobody, and for a manager all', async procedure => {
      const askers: [Client, StaffId | null][] = [
        [stranger, strangerId],
        [stranger, null],
        [manager, ownerId],
      ]
      for (const [client, owner] of askers) {
        const answer = await ask(client, procedure.path, inputFor(procedure, leadOf(owner)))
        const refusals = ['NOT_FOUND', 'FORBIDDEN', 'BAD_REQUEST', 'INTERNAL_SERVER_ERROR']
        expect(refusals).not.toContain(codeOf(answer))
      }
    })
  })

  describe('lists and counts', () => {
    it.each(aboutMany)('$name', async procedure => {
      leadOf(strangerId)
      const input = procedure.input && sampleInput(procedure.input, new Map())
      const [mineBefore, allBefore] = [
        await ask(stranger, procedure.path, input),
        await ask(manager, procedure.path, input),
      ]
      const foreign = leadOf(ownerId)
      const mine = await ask(stranger, procedure.path, input)
      expect(mine).toEqual(mineBefore)
      expectNoSecret(mine, foreign)
      expect(await ask(manager, procedure.path, input)).not.toEqual(allBefore)
      leadOf(OWN_ONLY.has(procedure.name) ? strangerId : null)
      expect(await ask(stranger, procedure.path, input)).not.toEqual(mine)
    })
  })

  it('not by the number either: that it is taken is said, and not by whom', async () => {
    const foreign = leadOf(ownerId)
    const input = {
      name: 'Yeni Kişi',
      phoneNumber: foreign.phone,
      email: null,
      countryCode: null,
      language: null,
      city: null,
    }
    const answer = await ask(stranger, ['leads', 'create'], { id: newId(), ...input })
    expect(answer).toMatchObject({ code: 'PHONE_TAKEN' })
    expect(JSON.stringify(answer)).not.toContain(foreign.secrets[0])
    expect(JSON.stringify(await ask(stranger, ['leads', 'list'], { filter: { search: foreign.phone } }))).not.toContain(
      foreign.leadId,
    )
  })
})
