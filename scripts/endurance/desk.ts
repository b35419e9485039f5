import { createHash } from 'node:crypto'
import type { ORPCError } from '@orpc/client'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import type { OfficeClient } from '../../e2e/fixtures/office-client.ts'
import type { SimulatorControl } from '../../simulators/whatsapp/control-client.ts'
import type { Random } from '../demo/random.ts'
import type { Ledger } from './ledger.ts'
import type { OfficeProcess } from './office-process.ts'

export interface Chat {
  readonly id: ConversationId
  readonly leadId: LeadId
}

/** One office over many kills: the program, its WhatsApp with the customers, and what was asked of it. */
export interface Desk {
  readonly office: OfficeProcess
  readonly control: SimulatorControl
  readonly folder: string
  readonly random: Random
  readonly ledger: Ledger
  readonly token: string
  /** The customers' ids at the simulator. */
  readonly people: readonly string[]
  readonly chats: readonly Chat[]
  /** With somebody who writes nothing more: who is blocked is not heard. */
  readonly quietChat: Chat
  /** Called when somebody sits at it and can begin. */
  readonly onSeated: () => void
}

export type Rpc = OfficeClient['rpc']

/** Works at the desk for as long as the program lives. */
export async function atDesk(desk: Desk, signal: AbortSignal, work: (rpc: Rpc) => Promise<void>): Promise<void> {
  let client: OfficeClient | undefined
  try {
    signal.throwIfAborted()
    client = await unlessAborted(desk.office.connect(desk.token), signal)
    desk.onSeated()
    await work(client.rpc)
  } catch (error) {
    // The program was killed under our hands: that is what this is about.
    if (!signal.aborted) throw new Error(`Santral failed by itself:\n${desk.office.lastWords}`, { cause: error })
  } finally {
    client?.close()
  }
}

/** Notes that it was done, unless the kill came first. What the contract lets the program refuse is not done. */
export async function confirm(asked: { wasConfirmed: boolean }, work: Promise<unknown>, signal: AbortSignal) {
  try {
    await unlessAborted(work, signal)
    asked.wasConfirmed = true
  } catch (error) {
    if ((error as Partial<ORPCError<string, unknown>>).defined !== true) throw error
  }
}

/** A call to a program that was killed is never answered. */
export function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    work.then(resolve, reject)
  })
}

/** Resolves early, and without a word, when the signal is aborted. */
export function restFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
  })
}

/** Bytes that nothing else has, as long as wanted, behind a head that tells what they are. */
export function contentOf(name: string, size: number, head: Uint8Array = new Uint8Array()): Buffer {
  return Buffer.concat([
    head,
    createHash('shake256', { outputLength: Math.max(size, 1) })
      .update(name)
      .digest(),
  ])
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
