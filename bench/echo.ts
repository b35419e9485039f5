import { isContractProcedure } from '@orpc/contract'
import { type AnyRouter, implement } from '@orpc/server'
import { RPCHandler as MessagePortRpcHandler } from '@orpc/server/message-port'
import { RPCHandler as WebSocketRpcHandler } from '@orpc/server/ws'
import { contract } from '#shared/contract/index.ts'
import { guardPort, guardSocket } from '../src/main/rpc/rpc-server.ts'
import type { Client, Served } from './bench-office.ts'

/** By procedure, what was answered to each of its calls, in their order. */
export type Answers = Map<string, unknown[]>

/** The same client, which notes what it is answered. */
export function notingClient(client: Client, answers: Answers): Client {
  const noting = (part: object, path: readonly string[]): object =>
    new Proxy(part, {
      get: (target, name) => noting(Reflect.get(target, name) as object, [...path, String(name)]),
      async apply(target, self, args) {
        const procedure = path.join('.')
        const noted = answers.get(procedure) ?? []
        answers.set(procedure, noted)
        const place = noted.push(undefined) - 1
        noted[place] = await Reflect.apply(target as (...given: unknown[]) => unknown, self, args)
        return noted[place]
      },
    })
  return noting(client, []) as Client
}

/**
 * The transport's floor: every procedure of the contract, with its input and its output parsed as ever, answers with what was noted
 * of it beforehand, one call after the other and then from the beginning again.
 */
export function createEcho(): Served & { answer: (answers: Answers) => void } {
  let given: Answers = new Map()
  let calls = new Map<string, number>()

  function next(procedure: string): unknown {
    const noted = given.get(procedure) ?? []
    const call = calls.get(procedure) ?? 0
    calls.set(procedure, call + 1)
    return noted[call % noted.length]
  }

  function echoOf(part: unknown, path: readonly string[]): unknown {
    if (isContractProcedure(part)) return implement(part).handler((() => next(path.join('.'))) as never)
    return Object.fromEntries(
      Object.entries(part as object).map(([name, inner]) => [name, echoOf(inner, [...path, name])]),
    )
  }

  const router = echoOf(contract, []) as AnyRouter
  const overPort = new MessagePortRpcHandler(router)
  const overSocket = new WebSocketRpcHandler(router)
  return {
    answer(answers) {
      given = answers
      calls = new Map()
    },
    servePort(port) {
      overPort.upgrade(guardPort(port) as Parameters<typeof overPort.upgrade>[0], { context: {} })
      port.start()
    },
    serveSocket(socket) {
      void overSocket.upgrade(guardSocket(socket), { context: {} })
    },
  }
}
