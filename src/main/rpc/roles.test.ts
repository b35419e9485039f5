import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { ProcedureAccess } from '#shared/contract/procedure.ts'
import { type ContractProcedure, listContractProcedures } from '../../../scripts/contract-procedures.ts'
import { sampleInput } from './testing/sample-input.ts'
import { ask, type Client, openTestApp, type TestApp } from './testing/test-app.ts'

const procedures = listContractProcedures()
const ROLES = ['admin', 'manager', 'consultant'] as const
type Asker = (typeof ROLES)[number] | 'signed out' | 'locked'

/** Asks of everybody, signed in or not, but has nothing to unlock for a page without a session. */
const NEEDS_A_SESSION = 'session.unlock'

const inputOf = ({ name, input }: ContractProcedure) => {
  if (name === 'system.hello') return { contract: CONTRACT_VERSION, sessionToken: null }
  return input && sampleInput(input, new Map())
}

function expectedRefusal({ roles }: ProcedureAccess, asker: Asker): string | undefined {
  if (roles === 'public') return undefined
  if (asker === 'signed out' || asker === 'locked') return 'UNAUTHENTICATED'
  if (roles === 'signed-in') return undefined
  return roles !== 'nobody' && roles.includes(asker) ? undefined : 'FORBIDDEN'
}

describe('who may call what', () => {
  let office: TestApp
  beforeAll(async () => {
    office = await openTestApp()
  })
  afterAll(() => office.close())

  async function connectAs(asker: Asker): Promise<Client> {
    if (asker === 'signed out') return office.connect(null)
    const isLocked = asker === 'locked'
    const client = await office.connect(office.signIn(office.hire(isLocked ? 'admin' : asker)))
    if (isLocked) await client.session.lock()
    return client
  }

  describe.each([...ROLES, 'signed out', 'locked'] as const)('%s', asker => {
    it.each(procedures)('$name', async procedure => {
      const client = await connectAs(asker)
      const answer = await ask(client, procedure.path, inputOf(procedure))
      const code = 'code' in answer ? answer.code : 'answered'
      const refusal = expectedRefusal(procedure.access, asker)
      if (refusal !== undefined) expect(code).toBe(refusal)
      else if (procedure.name === NEEDS_A_SESSION && asker === 'signed out') expect(code).toBe('UNAUTHENTICATED')
      else {
        // A bug, or an input that does not parse, would hide whether the handler was reached.
        const refusals = ['UNAUTHENTICATED', 'FORBIDDEN', 'OUT_OF_DATE', 'BAD_REQUEST', 'INTERNAL_SERVER_ERROR']
        expect(refusals).not.toContain(code)
      }
    })
  })

  it('nobody may call anything before the handshake', async () => {
    const answers = await Promise.all(
      procedures
        .filter(({ name }) => name !== 'system.hello')
        .map(procedure => ask(office.connectUngreeted(), procedure.path, inputOf(procedure))),
    )
    expect(new Set(answers.map(answer => ('code' in answer ? answer.code : 'answered')))).toEqual(
      new Set(['OUT_OF_DATE']),
    )
  })

  it('a page of another contract is told so, and stays a stranger', async () => {
    const client = office.connectUngreeted()
    const input = { contract: CONTRACT_VERSION + 1, sessionToken: office.signIn(office.hire('admin')) }
    expect(await ask(client, ['system', 'hello'], input)).toMatchObject({
      code: 'OUT_OF_DATE',
      data: { contract: CONTRACT_VERSION },
    })
    expect(await ask(client, ['staff', 'list'], undefined)).toMatchObject({ code: 'OUT_OF_DATE' })
  })

  it('an open page loses its rights at once: by role, by deactivation, by the clock', async () => {
    const [manager] = [office.hire('manager')]
    const client = await office.connect(office.signIn(manager))
    const codeOf = async () => {
      const answer = await ask(client, ['diagnostics', 'jobs'], undefined)
      return 'code' in answer ? answer.code : 'answered'
    }
    const memberNow = async () => {
      const member = (await office.admin.staff.list()).find(({ id }) => id === manager)
      if (!member) throw new Error('not hired')
      return member
    }
    expect(await codeOf()).toBe('answered')
    await office.admin.staff.update({ ...(await memberNow()), role: 'consultant' })
    expect(await codeOf()).toBe('FORBIDDEN')
    await office.admin.staff.update({ ...(await memberNow()), role: 'manager' })
    expect(await codeOf()).toBe('answered')
    await office.admin.staff.setActive({ ...(await memberNow()), isActive: false })
    expect(await codeOf()).toBe('UNAUTHENTICATED')
  })
})
