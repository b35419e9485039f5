import { type ClientContext, type ClientLink, createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { Contract } from '#shared/contract/index.ts'
import type { preparationContract } from '#shared/contract/preparation.ts'
import type { recoveryContract } from '#shared/contract/recovery.ts'
import type { Handshake } from '#shared/contract/system.ts'
import { ConnectionLostError, hasCode } from './problem.ts'
import { forgetSessionToken, readSessionToken } from './session-token.ts'
import type { Transport } from './transport.ts'

type EveryCall = ContractRouterClient<Contract>
/** By its name, and not written out: it is longer than what the compiler writes. */
export interface RpcClient extends EveryCall {}
export type RecoveryClient = ContractRouterClient<typeof recoveryContract>
export type PreparationClient = ContractRouterClient<typeof preparationContract>

/**
 *   connecting ──hello──▶ ready ⇄ lost          (lost: everything already shown stays readable)
 *        └──────────────────┴──────┴──▶ out-of-date (only a reload helps)
 */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready'; readonly handshake: Handshake }
  | { readonly kind: 'lost'; readonly since: number; readonly handshake: Handshake }
  | { readonly kind: 'out-of-date' }

export interface Connection {
  readonly client: RpcClient
  /** The same link, for the few words that the recovery understands. */
  readonly recovery: RecoveryClient
  /** The same while the database is brought up to date. */
  readonly preparation: PreparationClient
  state(): ConnectionState
  subscribe(listener: () => void): () => void
  /** The core's "now": ages must be right even when this PC's clock and the core's differ. */
  now(): number
  /** Says hello again: after signing in or out, locking, or when the core no longer knows us. Never shares a hello that is already under way. */
  greet(): Promise<void>
  start(): void
}

const GREETING = 'system.hello'

export function createConnection(transport: Transport): Connection {
  let state: ConnectionState = { kind: 'connecting' }
  let isOpen = false
  let clockOffset = 0
  let greeting: Promise<void> | null = null
  let nextGreeting: Promise<void> | null = null
  const listeners = new Set<() => void>()
  const waiting = new Set<() => void>()

  const gatedLink: ClientLink<ClientContext> = {
    async call(path, input, options) {
      if (path.join('.') !== GREETING) await untilReady()
      try {
        return await transport.link.call(path, input, options)
      } catch (error) {
        if (error instanceof ORPCError || options.signal?.aborted) throw error
        throw new ConnectionLostError({ cause: error })
      }
    },
  }
  const client: RpcClient = createORPCClient(gatedLink)
  const recovery: RecoveryClient = createORPCClient(gatedLink)
  const preparation: PreparationClient = createORPCClient(gatedLink)

  function change(next: ConnectionState): void {
    state = next
    for (const resolve of waiting) resolve()
    waiting.clear()
    for (const listener of listeners) listener()
  }

  /** Calls made before the first handshake, or between a reconnect and its handshake, wait for it; others fail at once. */
  async function untilReady(): Promise<void> {
    while (state.kind === 'connecting' || (state.kind === 'lost' && isOpen)) {
      await new Promise<void>(resolve => waiting.add(resolve))
    }
    if (state.kind !== 'ready') throw new ConnectionLostError()
  }

  /** One hello at a time and at most one waiting behind it: the waiting one sees whatever changed meanwhile. */
  function greet(): Promise<void> {
    if (greeting === null) {
      greeting = sayHello().finally(() => {
        greeting = null
      })
      return greeting
    }
    nextGreeting ??= greeting
      .catch(() => undefined)
      .then(() => {
        nextGreeting = null
        return greet()
      })
    return nextGreeting
  }

  async function sayHello(): Promise<void> {
    const sessionToken = readSessionToken()
    try {
      const handshake = await client.system.hello({ contract: CONTRACT_VERSION, sessionToken })
      clockOffset = handshake.now - Date.now()
      // A token that the core does not know any more would be said in vain for ever. Without an office nobody is known yet.
      const isKnowing = handshake.isRecovery !== true && handshake.isPreparing !== true
      if (isKnowing && handshake.staff === null && sessionToken !== null && readSessionToken() === sessionToken)
        forgetSessionToken()
      if (isOpen) change({ kind: 'ready', handshake })
    } catch (error) {
      if (hasCode(error, 'OUT_OF_DATE')) change({ kind: 'out-of-date' })
      else if (!(error instanceof ConnectionLostError)) throw error
    }
  }

  return {
    client,
    recovery,
    preparation,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    now: () => Date.now() + clockOffset,
    greet,
    start() {
      transport.start({
        opened() {
          isOpen = true
          void greet().catch(() => change(lostFrom(state)))
        },
        closed() {
          isOpen = false
          if (state.kind === 'ready') change(lostFrom(state))
        },
      })
    },
  }
}

function lostFrom(state: ConnectionState): ConnectionState {
  if (state.kind === 'ready') return { kind: 'lost', since: Date.now(), handshake: state.handshake }
  return state
}
