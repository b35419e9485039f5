import { randomBytes } from 'node:crypto'
import type { FileId } from '#shared/domain/ids.ts'
import type { Clock } from '../../ports/clock.ts'

/** Where the page fetches and sends bytes, in both hosts. */
export const FILES_PATH = '/files/'

/** A film that is being watched is asked for piece by piece: each piece keeps its ticket alive for as long again. */
const LIFE = 15 * 60_000
/** More than any page shows; the ones unused for longest give way. */
const MOST_TICKETS = 10_000

export interface FileTicket {
  readonly sessionId: string
  readonly fileId: FileId
  readonly for: 'inline' | 'download' | 'upload'
}

/** For bytes that are no lead's file: which feature's, and its own id of them. */
export interface TransferTicket {
  readonly sessionId: string
  readonly of: string
  readonly id: string
  readonly for: 'download' | 'upload'
}

export type Ticket = FileTicket | TransferTicket

/**
 * Bytes do not travel over the page's port but over addresses that the browser itself asks for, which cannot say who asks. So each
 * address carries a ticket: unguessable, for one file, one session and a short time. They are gone with the process.
 */
export function createTickets({ clock }: { clock: Clock }) {
  const tickets = new Map<string, { ticket: Ticket; expiresAt: number }>()

  /** The oldest stand first: whatever is used goes to the end. */
  function forgetOld(): void {
    for (const [token, { expiresAt }] of tickets) {
      if (expiresAt > clock.now() && tickets.size < MOST_TICKETS) return
      tickets.delete(token)
    }
  }

  function keep(token: string, ticket: Ticket): void {
    tickets.delete(token)
    tickets.set(token, { ticket, expiresAt: clock.now() + LIFE })
  }

  return {
    /** The address that carries the ticket. */
    issue(ticket: Ticket): string {
      forgetOld()
      const token = randomBytes(32).toString('base64url')
      keep(token, ticket)
      return FILES_PATH + token
    },

    /** Undefined when the address carries no ticket, or its time is over. */
    use(path: string): Ticket | undefined {
      const token = path.startsWith(FILES_PATH) ? path.slice(FILES_PATH.length) : ''
      const found = tickets.get(token)
      if (!found) return undefined
      const { expiresAt, ticket } = found
      if (expiresAt <= clock.now()) {
        tickets.delete(token)
        return undefined
      }
      keep(token, ticket)
      return ticket
    },

    /** A session that ended or was locked asks for nothing more. */
    endSession(sessionId: string): void {
      for (const [token, { ticket }] of tickets) if (ticket.sessionId === sessionId) tickets.delete(token)
    },
  }
}
export type Tickets = ReturnType<typeof createTickets>
