import { isContractProcedure } from '@orpc/contract'
import { type AnyRouter, implement } from '@orpc/server'
import { RPCHandler as MessagePortRpcHandler } from '@orpc/server/message-port'
import { RPCHandler as WebSocketRpcHandler } from '@orpc/server/ws'
import { contract } from '#shared/contract/index.ts'
import { guardPort, guardSocket } from '../src/main/rpc/rpc-server.ts'
import type { Served } from './bench-office.ts'

/**
 * The transport's floor: every procedure of the contract, with its input and its output parsed as ever, answers with what it was
 * given beforehand.
 */
export function createEcho(): Served & { answer: (output: unknown) => void } {
  let given: unknown

  function echoOf(part: unknown): unknown {
    if (isContractProcedure(part)) return implement(part).handler((() => given) as never)
    return Object.fromEntries(Object.entries(part as object).map(([name, inner]) => [name, echoOf(inner)]))
  }

  const router = echoOf(contract) as AnyRouter
  const overPort = new MessagePortRpcHandler(router)
  const overSocket = new WebSocketRpcHandler(router)
  return {
    answer(output) {
      given = output
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
