import { type ClientContext, type ClientLink, ORPCError } from '@orpc/client'
import { beforeEach, describe, expect, it } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { Handshake } from '#shared/contract/system.ts'
import { createConnection } from './connection.ts'
import { ConnectionLostError } from './problem.ts'
import { keepSessionToken, readSessionToken } from './session-token.ts'
import type { Transport } from './transport.ts'

const handshake: Handshake = {
  contract: 1,
  schema: 1,
  officeId: 'an-office',
  officeName: 'Ege Turizm',
  locale: 'tr',
  timeZone: 'Europe/Istanbul',
  defaultCountry: 'TR',
  host: 'browser',
  programVersion: '0.1.0',
  staff: null,
  isLocked: false,
  now: 0,
  secretsState: 'ready',
  secretsKind: 'file',
}

type Answer = (path: string, input: unknown) => unknown

/** A line to a core that answers as the test says, and that the test opens and cuts. */
function createLine(answer: Answer) {
  const asked: string[] = []
  let on: { opened(): void; closed(): void } | null = null
  let isOpen = false
  const link: ClientLink<ClientContext> = {
    async call(path, input) {
      if (!isOpen) throw new Error('Cannot send message, WebSocket is not open.')
      asked.push(path.join('.'))
      return await answer(path.join('.'), input)
    },
  }
  const transport: Transport = {
    link,
    start(listener) {
      on = listener
    },
  }
  return {
    transport,
    asked,
    open() {
      isOpen = true
      on?.opened()
    },
    cut() {
      isOpen = false
      on?.closed()
    },
  }
}

function helloAnd(more: Answer): Answer {
  return (path, input) => (path === 'system.hello' ? { ...handshake, now: Date.now() } : more(path, input))
}

beforeEach(() => localStorage.clear())

describe('a connection', () => {
  it('says hello before anything else, and what was asked earlier waits for it', async () => {
    const line = createLine(helloAnd(() => []))
    const connection = createConnection(line.transport)
    connection.start()
    const asked = connection.client.stages.list()
    line.open()
    expect(await asked).toEqual([])
    expect(line.asked).toEqual(['system.hello', 'stages.list'])
    expect(connection.state().kind).toBe('ready')
  })

  it('keeps what it knew when the line is cut, refuses calls at once, and greets again afterwards', async () => {
    const line = createLine(helloAnd(() => []))
    const connection = createConnection(line.transport)
    connection.start()
    line.open()
    await connection.client.stages.list()
    line.cut()
    expect(connection.state()).toMatchObject({ kind: 'lost', handshake: { officeName: 'Ege Turizm' } })
    await expect(connection.client.stages.list()).rejects.toBeInstanceOf(ConnectionLostError)
    line.open()
    await connection.client.stages.list()
    expect(line.asked).toEqual(['system.hello', 'stages.list', 'system.hello', 'stages.list'])
  })

  it('says the session token that this PC keeps, and forgets one that the core does not know', async () => {
    keepSessionToken('an old one')
    const said: unknown[] = []
    const line = createLine((_path, input) => {
      said.push(input)
      return { ...handshake, now: Date.now() }
    })
    const connection = createConnection(line.transport)
    connection.start()
    line.open()
    await expect.poll(() => connection.state().kind).toBe('ready')
    expect(said).toEqual([{ contract: CONTRACT_VERSION, sessionToken: 'an old one' }])
    expect(readSessionToken()).toBeNull()
  })

  it('of another contract asks for a reload and stays there', async () => {
    const line = createLine(() => {
      throw new ORPCError('OUT_OF_DATE', { defined: true, data: { contract: 2 } })
    })
    const connection = createConnection(line.transport)
    connection.start()
    line.open()
    await expect.poll(() => connection.state().kind).toBe('out-of-date')
    await expect(connection.client.stages.list()).rejects.toBeInstanceOf(ConnectionLostError)
  })

  it("tells the core's time, not this PC's", async () => {
    const ahead = 3_600_000
    const line = createLine(() => ({ ...handshake, now: Date.now() + ahead }))
    const connection = createConnection(line.transport)
    connection.start()
    line.open()
    await expect.poll(() => connection.state().kind).toBe('ready')
    expect(Math.abs(connection.now() - Date.now() - ahead)).toBeLessThan(1_000)
  })

  it('passes typed errors on as they are', async () => {
    const line = createLine(
      helloAnd(() => {
        throw new ORPCError('FORBIDDEN', { defined: true })
      }),
    )
    const connection = createConnection(line.transport)
    connection.start()
    line.open()
    await expect(connection.client.staff.list()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
