import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { GraphAccess } from './graph-access.ts'
import { GraphError } from './graph-problem.ts'
import { type GraphOffice, openGraphOffice } from './testing/graph-office.ts'

let office: GraphOffice
beforeEach(async () => {
  office = await openGraphOffice()
})
afterEach(() => office.close())

const Named = z.object({ id: z.string(), name: z.string() })
const Lead = z.object({ id: z.string() })

async function problemOf(work: Promise<unknown>, hangs = false) {
  const error = await office.withTime(work, hangs ? { stepMs: 10_000, hangs } : {}).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof GraphError)) throw new Error(`No problem of Meta's: ${String(error)}`)
  return error.problem
}

const me = (over: object = {}) => office.client.get({ access: office.access, path: 'me', answer: Named, ...over })

async function collect<Item>(pages: AsyncGenerator<Item[]>): Promise<Item[][]> {
  const all: Item[][] = []
  for await (const page of pages) all.push(page)
  return all
}

describe('a request', () => {
  it('carries the token in its header only, proves the app, and is parsed', async () => {
    expect(await me({ params: { fields: 'id,name' } })).toEqual({ id: office.office.person.id, name: 'Santral' })
    const [asked] = office.simulator.requests
    expect(asked?.params).toEqual({ fields: 'id,name' })
    // A wrong proof is refused: the right one came with the first.
    const wrong = new GraphAccess({ token: office.office.token, appSecret: 'x' })
    expect((await problemOf(me({ access: wrong }))).kind).toBe('wrong-app-secret')
  })

  it('keeps ids that a number cannot hold', async () => {
    await office.control.call('sendNumericIds', { isOn: true })
    const { id } = await me()
    expect([id, Number.isSafeInteger(Number(id))]).toEqual([office.office.person.id, false])
  })

  it('says where an answer is not as expected, and not what stands there', async () => {
    const problem = await problemOf(me({ answer: z.object({ name: z.object({ first: z.string() }) }) }))
    expect(problem).toMatchObject({ kind: 'unexpected-answer', where: 'name' })
    expect(JSON.stringify(problem)).not.toContain('Santral')
  })

  it('never leaves the place that was configured', async () => {
    await expect(me({ path: 'me/../../x' })).rejects.toThrow('Not a path')
    await office.control.call('failRequests', { fault: { kind: 'redirect' } })
    expect(await problemOf(me())).toMatchObject({ kind: 'unreachable', reason: 'redirected' })
  })

  it('is noted without its parameters, and with what Meta needs to trace it', async () => {
    await problemOf(me({ params: { fields: 'hobbies' } }))
    expect(office.notes).toEqual([
      expect.objectContaining({ method: 'GET', path: 'me', attempt: 1, problem: 'refused', status: 400, code: 100 }),
    ])
    expect(office.notes[0]?.traceId).toMatch(/^ASimTrace/u)
    expect(JSON.stringify(office.notes)).not.toContain('hobbies')
  })

  it('ends with its signal, also while it waits to try again', async () => {
    const ending = new AbortController()
    await office.control.call('failRequests', { fault: { kind: 'hang' } })
    const hanging = me({ signal: ending.signal })
    ending.abort(new Error('enough'))
    await expect(hanging).rejects.toThrow('enough')
    const between = new AbortController()
    await office.control.call('clearFaults', {})
    await office.control.call('failRequests', { fault: { kind: 'drop' } })
    const waiting = me({ signal: between.signal })
    await expect.poll(() => office.notes.length).toBe(1)
    between.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
  })
})

/** The table of what Meta says, and what of it has to be told apart. */
const TABLE: [code: number, subcode: number | undefined, expected: object][] = [
  [1, undefined, { kind: 'unavailable', isRetryable: true }],
  [1, 99, { kind: 'refused', fields: ['level'] }],
  [2, undefined, { kind: 'unavailable', isRetryable: true }],
  [3, undefined, { kind: 'permission' }],
  [4, undefined, { kind: 'rate-limited', limit: { kind: 'app' } }],
  [4, 1_504_022, { kind: 'rate-limited', limit: { kind: 'app' } }],
  [10, undefined, { kind: 'permission' }],
  [17, 2_446_079, { kind: 'rate-limited', limit: { kind: 'account' } }],
  [32, undefined, { kind: 'rate-limited', limit: { kind: 'page' } }],
  [33, undefined, { kind: 'not-found' }],
  [100, 33, { kind: 'not-found' }],
  [100, undefined, { kind: 'refused', fields: [] }],
  [100, 1_487_534, { kind: 'too-much-data' }],
  [102, undefined, { kind: 'needs-login', reason: 'unknown' }],
  [104, undefined, { kind: 'wrong-app-secret' }],
  [190, undefined, { kind: 'needs-login', reason: 'unknown' }],
  [190, 458, { kind: 'needs-login', reason: 'app-removed' }],
  [190, 459, { kind: 'needs-login', reason: 'checkpoint' }],
  [190, 460, { kind: 'needs-login', reason: 'password-changed' }],
  [190, 463, { kind: 'needs-login', reason: 'expired' }],
  [190, 464, { kind: 'needs-login', reason: 'unconfirmed' }],
  [190, 467, { kind: 'needs-login', reason: 'logged-out' }],
  [190, 492, { kind: 'needs-login', reason: 'role-lost' }],
  [200, undefined, { kind: 'permission' }],
  [270, undefined, { kind: 'app-not-approved' }],
  [294, undefined, { kind: 'permission', permissions: ['ads_management'] }],
  [299, undefined, { kind: 'permission' }],
  [341, undefined, { kind: 'rate-limited', limit: { kind: 'app' } }],
  [368, undefined, { kind: 'blocked' }],
  [613, 1_996, { kind: 'rate-limited', limit: { kind: 'account' } }],
  [803, undefined, { kind: 'not-found' }],
  [2500, undefined, { kind: 'refused' }],
  [2635, undefined, { kind: 'version-ended' }],
  [3018, undefined, { kind: 'too-old' }],
  [80_000, undefined, { kind: 'rate-limited', limit: { kind: 'use-case', type: 'ads_insights' } }],
  [80_001, undefined, { kind: 'rate-limited', limit: { kind: 'use-case', type: 'pages' } }],
  [80_004, 2_446_079, { kind: 'rate-limited', limit: { kind: 'use-case', type: 'ads_management' } }],
  [80_005, undefined, { kind: 'rate-limited', limit: { kind: 'use-case', type: 'leadgen' } }],
  [80_006, undefined, { kind: 'rate-limited', limit: { kind: 'use-case', type: 'messenger' } }],
  [80_008, undefined, { kind: 'rate-limited', limit: { kind: 'use-case', type: 'whatsapp_business_management' } }],
  [999_999, undefined, { kind: 'refused' }],
]

describe('what Meta refuses', () => {
  it.each(TABLE)('code %s, subcode %s', async (code, subcode, expected) => {
    const fault = { kind: 'error' as const, code, ...(subcode !== undefined && { subcode }) }
    await office.control.call('failRequests', { fault, times: null })
    const problem = await problemOf(me())
    expect(problem).toMatchObject({
      code,
      subcode: subcode ?? null,
      isRetryable: false,
      ...expected,
    })
    expect(office.notes).toHaveLength(problem.isRetryable ? 5 : 1)
  })

  it('is recognised with HTTP 200, and told in its own words for the person', async () => {
    const words = { userTitle: 'Erişim yok', userMessage: 'Bu Sayfaya erişiminiz yok.' }
    await office.control.call('failRequests', {
      fault: { kind: 'error', code: 200, message: '(#200) Requires leads_retrieval permission', asOk: true, ...words },
    })
    expect(await problemOf(me())).toMatchObject({
      status: 200,
      kind: 'permission',
      permissions: ['leads_retrieval'],
      ...words,
    })
  })

  it.each([{ blame_field_specs: [['daily_budget']] }, '{"blame_field_specs":[["daily_budget"]]}'])(
    'names the field at fault: %s',
    async errorData => {
      await office.control.call('failRequests', { fault: { kind: 'error', code: 100, errorData } })
      expect(await problemOf(me())).toMatchObject({ kind: 'refused', fields: ['daily_budget'] })
    },
  )

  it('is no end of the token where only a page token is asked for', async () => {
    const forms = { access: office.access, path: `${office.office.page.id}/leadgen_forms`, item: Named }
    const error = await collect(office.client.pages(forms)).catch((reason: unknown) => reason)
    expect((error as GraphError).problem).toMatchObject({ kind: 'refused', code: 190, fields: ['access_token'] })
  })

  it('is something else where an unknown code passes by itself', async () => {
    await office.control.call('failRequests', { fault: { kind: 'error', code: 5_005, isTransient: true } })
    expect(await office.withTime(me())).toMatchObject({ name: 'Santral' })
  })
})

describe('a line that fails', () => {
  it.each([{ kind: 'drop' }, { kind: 'half' }, { kind: 'garbage' }, { kind: 'html', status: 503 }] as const)(
    'reads again after $kind, and waits longer each time',
    async fault => {
      await office.control.call('failRequests', { fault, times: 2 })
      expect(await office.withTime(me())).toMatchObject({ name: 'Santral' })
      expect(office.notes.map(({ attempt, problem }) => [attempt, problem === null])).toEqual([
        [1, false],
        [2, false],
        [3, true],
      ])
    },
  )

  it('gives a server up that never answers', async () => {
    await office.control.call('failRequests', { fault: { kind: 'hang' }, times: null })
    expect(await problemOf(me(), true)).toMatchObject({ kind: 'unreachable', reason: 'timeout' })
    expect(office.notes).toHaveLength(5)
  })

  it.each([{ kind: 'drop' }, { kind: 'error', code: 2 }, { kind: 'half' }] as const)(
    'never creates twice: $kind',
    async fault => {
      await office.control.call('failRequests', { fault, times: null })
      const path = `${office.office.page.id}/subscribed_apps`
      const params = { subscribed_fields: 'leadgen' }
      await problemOf(office.client.post({ access: office.pageAccess, path, params, answer: z.unknown() }))
      expect(office.notes.map(({ method }) => method)).toEqual(['POST'])
    },
  )

  it('changes and deletes where Meta says that it did', async () => {
    const path = `${office.office.page.id}/subscribed_apps`
    const access = office.pageAccess
    const params = { subscribed_fields: ['leadgen'] }
    expect(await office.client.post({ access, path, params, answer: z.unknown() })).toEqual({ success: true })
    await office.client.delete({ access, path })
    expect(await collect(office.client.pages({ access, path, item: z.unknown() }))).toEqual([[]])
  })
})

describe('a list', () => {
  it('comes page by page to its end, over three forms', async () => {
    const { forms, page } = office.office
    for (const [index, form] of forms.entries())
      await office.control.call('submitMany', { form: form.id, count: 40 + index })
    const found = await collect(
      office.client.pages({ access: office.pageAccess, path: `${page.id}/leadgen_forms`, item: Named, limit: 2 }),
    )
    expect(found.map(items => items.length)).toEqual([2, 1])
    for (const [index, { id }] of found.flat().entries()) {
      const call = { access: office.pageAccess, path: `${id}/leads`, item: Lead, limit: 15 }
      const pages = await collect(office.client.pages(call))
      expect(new Set(pages.flat().map(lead => lead.id)).size).toBe(40 + index)
    }
  })

  it('goes on over short and empty pages: only a missing `next` ends it', async () => {
    const [{ id: form }] = office.office.forms
    await office.control.call('submitMany', { form, count: 30, overDays: 20 })
    const all = await collect(
      office.client.pages({ access: office.pageAccess, path: `${form}/leads`, item: Lead, limit: 100 }),
    )
    for (const { id } of all.flat().slice(8, 22)) await office.control.call('removeLead', { lead: id, as: 'deleted' })
    const pages = await collect(
      office.client.pages({ access: office.pageAccess, path: `${form}/leads`, item: Lead, limit: 5 }),
    )
    expect(pages.map(page => page.length)).toEqual([5, 3, 0, 0, 3, 5])
  })

  it('asks for half where it is too much', async () => {
    const [{ id: form }] = office.office.forms
    await office.control.call('submitMany', { form, count: 30, overDays: 20 })
    await office.control.call('limitPages', { most: 30 })
    const pages = await collect(
      office.client.pages({ access: office.pageAccess, path: `${form}/leads`, item: Lead, limit: 100 }),
    )
    expect(pages.map(page => page.length)).toEqual([25, 5])
  })

  it('takes only what came after a time, by the field that Meta filters by', async () => {
    const [{ id: form }] = office.office.forms
    const now = Math.floor(office.clock.now() / 1_000)
    for (const createdAt of [now - 100, now - 50, now])
      await office.control.call('submit', { form, answers: {}, createdAt })
    const filtered = (field: string) => {
      const filtering = [{ field, operator: 'GREATER_THAN', value: now - 60 }]
      return collect(
        office.client.pages({ access: office.pageAccess, path: `${form}/leads`, params: { filtering }, item: Lead }),
      )
    }
    expect((await filtered('time_created')).flat()).toHaveLength(2)
    await expect(filtered('created_time')).rejects.toThrow('refused.100')
  })
})

it('shows its token to nobody', () => {
  const { token } = office.office
  const shown = [JSON.stringify(office.access), inspect(office.access), JSON.stringify(Object.entries(office.access))]
  expect(shown.join()).not.toContain(token)
  expect(JSON.stringify([office.notes, office.simulator.requests])).not.toContain(token)
})
