import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '#shared/contract/index.ts'

export type PageClient = ContractRouterClient<Contract>

declare global {
  var openClient: () => { client: PageClient; closed: Promise<void> }
}

/** Bundled and put into the page by the test: a connection of its own beside the page's, made the same way. */
globalThis.openClient = () => {
  const { port1, port2 } = new MessageChannel()
  const closed = new Promise<void>(resolve => port1.addEventListener('close', () => resolve()))
  const client: PageClient = createORPCClient(new RPCLink({ port: port1 }))
  port1.start()
  ;(window as unknown as { santral: { connect(): void } }).santral.connect()
  window.postMessage('santral:rpc', location.origin, [port2])
  return { client, closed }
}
