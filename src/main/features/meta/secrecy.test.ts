import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startLogging } from '../../logging/logger.ts'
import { ask } from '../../rpc/testing/test-app.ts'
import { openMetaOffice } from './testing/meta-office.ts'

it('neither token nor secret is anywhere but sealed: not in the log, an event, an answer, a backup or the database', async () => {
  const logs = mkdtempSync(join(tmpdir(), 'santral-test-'))
  const logging = startLogging({ folder: logs, level: 'trace' })
  const office = await openMetaOffice()
  const told: unknown[] = []
  office.app.events.subscribe(({ event }) => told.push(event))
  const { app, person } = office.ready
  const appSecret = app.secret
  const say = async (path: string[], input?: unknown) => {
    const answer = await ask(office.admin, path, input)
    told.push(answer)
    return answer as { output: { id: string } }
  }

  const credentials = { token: office.ready.token, appId: app.id, appSecret }
  await say(['meta', 'look'], credentials)
  const { id } = await office.connectBrand({ appSecret })
  // Every way in which a request can go wrong, and every list in which that is told.
  const faults = [
    { kind: 'drop' },
    { kind: 'html', status: 500 },
    { kind: 'error', code: 190, subcode: 463 },
    { kind: 'garbage' },
  ] as const
  for (const fault of faults) {
    await office.control.call('failRequests', { fault })
    await say(['meta', 'test'], { id })
    await office.control.call('failRequests', { fault })
    await say(['meta', 'replaceToken'], { id, ...credentials })
  }
  const second = (await office.control.call('createToken', { app: app.id, person: person.id })).token
  await say(['meta', 'replaceToken'], { id, ...credentials, token: second })
  await say(['meta', 'findAdAccounts'], { id })
  await say(['diagnostics', 'runNow'], { name: 'meta.check-connections' })
  for (const path of [
    ['meta', 'connections'],
    ['meta', 'health'],
    ['diagnostics', 'jobs'],
    ['diagnostics', 'report'],
  ])
    await say(path)
  await say(['meta', 'requests'], {})
  await say(['diagnostics', 'audit'], {})
  await say(['backups', 'make'])
  await expect.poll(() => office.admin.backups.progress(), { timeout: 20_000 }).toBeNull()
  expect((await office.admin.backups.overview()).backups).toHaveLength(1)

  const pageTokens = [...office.simulator.world.tokens.keys()]
  const secrets = [office.ready.token, second, appSecret, ...pageTokens]
  expect(pageTokens.length).toBeGreaterThanOrEqual(4)
  await logging.stop()
  const files = globSync(['**/*'], { cwd: office.database.folder, withFileTypes: true }).filter(entry => entry.isFile())
  const bytes = Buffer.concat([
    ...files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))),
    ...globSync('*', { cwd: logs }).map(name => readFileSync(join(logs, name))),
    Buffer.from(JSON.stringify(told)),
    Buffer.from(JSON.stringify(office.notifier.shown)),
  ])
  expect(files.map(({ name }) => name)).toContain('santral.db')
  expect(bytes.includes('asked Meta')).toBe(true)
  for (const secret of secrets) {
    expect(bytes.includes(secret)).toBe(false)
    expect(bytes.includes(secret.slice(0, 24))).toBe(false)
    expect(bytes.includes(encodeURIComponent(secret))).toBe(false)
  }
  await office.close()
  rmSync(logs, { recursive: true })
})
