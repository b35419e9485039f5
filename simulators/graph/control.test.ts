import { expect, it } from 'vitest'
import { spawnGraphSimulator } from './control-client.ts'
import { makeReadyOffice } from './ready-office.ts'

it('runs as a process of its own, and tells what was asked without the token', async () => {
  const { url, control, stop } = await spawnGraphSimulator()
  try {
    const { token, forms } = await makeReadyOffice(control)
    await control.call('submitMany', { form: forms[1].id, count: 100_000 })
    const response = await fetch(`${url}/v26.0/me/accounts?access_token=${token}&fields=id,name,tasks`)
    const { data } = (await response.json()) as { data: object[] }
    expect(data).toEqual([
      { id: expect.any(String), name: 'Umut Diş Kliniği', tasks: ['ADVERTISE', 'ANALYZE', 'MANAGE_LEADS'] },
    ])
    const state = await control.state()
    expect(state.forms.map(form => form.counts.all)).toEqual([0, 100_000, 0])
    expect(state.forms[1]?.newest).toHaveLength(5)
    const record = await control.record()
    expect(record).toMatchObject([{ method: 'GET', path: 'me/accounts', status: 200 }])
    expect(JSON.stringify(record)).not.toContain(token)
    await expect(control.call('submit', { form: '0', answers: {} })).rejects.toThrow('There is no form "0"')
  } finally {
    await stop()
  }
})
