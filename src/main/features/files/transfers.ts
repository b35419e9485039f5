import type { Viewer } from '../../rpc/context.ts'
import type { Tickets, TransferTicket } from './tickets.ts'

/** A content that can be sent to a page. */
export interface Sendable {
  readonly sha256: string
  readonly size: number
  readonly mime: string
  readonly name: string
}

/** One that is made while it is sent. */
export interface Generated {
  readonly mime: string
  readonly name: string
  generate(): AsyncIterable<Uint8Array>
}

/** What another feature sends and takes under the addresses of files. Each looks itself who may. */
export interface TransferKind {
  /** Of an upload that was announced and is this person's. */
  sizeOf?(viewer: Viewer, id: string): number | undefined
  /** Takes the bytes, all or none. */
  receive?(viewer: Viewer, id: string, source: AsyncIterable<Uint8Array>): Promise<void>
  find?(viewer: Viewer, id: string): Sendable | Generated | undefined
}

/** Files that are no lead's: on their way into the office, or out of it. */
export function createTransfers({ tickets }: { tickets: Tickets }) {
  const kinds = new Map<string, TransferKind>()
  return {
    register(of: string, kind: TransferKind): void {
      kinds.set(of, kind)
    },
    /** An address for this session and a short time. */
    addressOf: (ticket: TransferTicket): { url: string } => ({ url: tickets.issue(ticket) }),
    sizeOf: (viewer: Viewer, { of, id }: TransferTicket) => kinds.get(of)?.sizeOf?.(viewer, id),
    receive: (viewer: Viewer, { of, id }: TransferTicket, source: AsyncIterable<Uint8Array>) =>
      kinds.get(of)?.receive?.(viewer, id, source) ?? Promise.reject(new Error(`Nothing is taken by ${of}`)),
    find: (viewer: Viewer, { of, id }: TransferTicket) => kinds.get(of)?.find?.(viewer, id),
  }
}
export type Transfers = ReturnType<typeof createTransfers>
