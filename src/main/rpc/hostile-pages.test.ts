import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import { listContractProcedures } from '../../../scripts/contract-procedures.ts'
import { isRequestFrame, LONGEST_FRAME } from './request-frame.ts'
import type { RpcPort } from './rpc-server.ts'
import { ask, type Client, openTestApp, type TestApp } from './testing/test-app.ts'

const paths = listContractProcedures().map(({ path }) => `/${path.join('/')}`)

/** Frames as nobody of ours would write them: torn, of other shapes, with bodies that mean harm. */
const frame = fc.oneof(
  fc.string(),
  fc.json(),
  fc.record({ i: fc.anything(), t: fc.anything(), p: fc.anything() }, { requiredKeys: [] }).map(toJson),
  fc
    .record({
      i: fc.string({ minLength: 1, maxLength: 5 }),
      t: fc.constantFrom(undefined, 1, 2, 3, 4, 5, -1, '1'),
      p: fc.record(
        {
          u: fc.oneof(fc.constantFrom(...paths), fc.string(), fc.constant('//evil.example/x'), fc.constant('/%')),
          h: fc.dictionary(fc.constantFrom('content-type', 'last-event-id', 'content-disposition', 'x'), fc.string()),
          m: fc.constantFrom('GET', 'DELETE', '', 7),
          b: fc.oneof(
            fc.anything(),
            fc.record({
              json: fc.anything(),
              meta: fc.constantFrom([[0, '__proto__', 'polluted']], [[5, 'a', 'b']], [['x']], 'x', [
                [1, 'constructor', 'prototype', 'polluted'],
              ]),
            }),
          ),
        },
        { requiredKeys: ['u'] },
      ),
    })
    .map(toJson),
)

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? ''
  } catch {
    return ''
  }
}

let office: TestApp
let server: WebSocketServer
const unhandled: unknown[] = []
const noteUnhandled = (error: unknown) => void unhandled.push(error)

beforeAll(async () => {
  office = await openTestApp()
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', socket => office.app.rpc.serveSocket(socket))
  await once(server, 'listening')
  process.on('unhandledRejection', noteUnhandled)
  process.on('uncaughtException', noteUnhandled)
})
afterAll(async () => {
  process.off('unhandledRejection', noteUnhandled)
  process.off('uncaughtException', noteUnhandled)
  server.close()
  await office.close()
})

async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await once(socket, 'open')
  return socket
}

async function expectUnharmed(): Promise<void> {
  const socket = await openSocket()
  const client: Client = createORPCClient(new RPCLink({ websocket: socket as never }))
  const hello = await client.system.hello({ contract: CONTRACT_VERSION, sessionToken: null })
  expect(hello.officeName).toBe('Umut Sağlık Turizmi')
  socket.close()
  await new Promise(resolve => setImmediate(resolve))
  expect(unhandled).toEqual([])
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
}

describe('a page that says what makes no sense', () => {
  it('is cut off at the socket, and nobody else notices', async () => {
    const before = office.app.rpc.connectionCount()
    const frames = fc.sample(frame, { numRuns: 400, seed: 7 })
    let socket = await openSocket()
    for (const text of frames) {
      if (socket.readyState !== WebSocket.OPEN) socket = await openSocket()
      socket.send(text)
      if (isRequestFrame(text)) continue
      const [code] = (await once(socket, 'close')) as [number]
      expect(code).toBe(1008)
    }
    if (socket.readyState === WebSocket.OPEN) {
      socket.send(Buffer.from([1, 2, 255, 3]))
      await once(socket, 'close')
    }
    await expectUnharmed()
    await expect.poll(() => office.app.rpc.connectionCount()).toBe(before)
  })

  it('is not heard at the port, which stays open for what can be read', async () => {
    const { port1, port2 } = new MessageChannel()
    office.app.rpc.servePort(port1 as unknown as RpcPort)
    for (const text of fc.sample(frame, { numRuns: 300, seed: 11 })) port2.postMessage(text)
    for (const thing of [null, undefined, 7, {}, { i: '1', p: { u: '/system/hello' } }, [], new Uint8Array(3)]) {
      port2.postMessage(thing)
    }
    port2.postMessage(JSON.stringify({ i: 'last', p: { u: '/system/countries' } }))
    const answer = new Promise<string>(resolve => {
      port2.on('message', (text: string) => JSON.parse(text).i === 'last' && resolve(text))
    })
    // Before the handshake there is one answer to everything.
    expect(JSON.parse(await answer)).toMatchObject({ p: { b: { json: { code: 'OUT_OF_DATE' } } } })
    port2.close()
    await expectUnharmed()
  })

  it('may not send more than any procedure takes', () => {
    const call = (text: string) => JSON.stringify({ i: '1', p: { u: '/messages/send', b: { json: { text } } } })
    expect(isRequestFrame(call('x'))).toBe(true)
    expect(isRequestFrame(call('x'.repeat(LONGEST_FRAME)))).toBe(false)
  })

  it('is told which field makes no sense, and never its own words back', async () => {
    const secret = 'Gizli-4711'
    const inputs: unknown[] = [
      secret,
      [secret],
      { [secret]: secret },
      {
        id: secret,
        name: { [secret]: secret },
        filter: { [secret]: secret, search: 5 },
        cursor: secret,
        limit: secret,
      },
      { locale: secret, role: secret, source: secret, email: secret, method: { kind: secret }, timeZone: secret },
    ]
    for (const { path, input } of listContractProcedures()) {
      if (input === undefined) continue
      for (const given of inputs) {
        const answer = await ask(office.admin, path, given)
        if ('code' in answer) expect(JSON.stringify(answer), path.join('.')).not.toContain(secret)
        if ('code' in answer) expect(answer.code, path.join('.')).not.toBe('INTERNAL_SERVER_ERROR')
      }
    }
  })
})
