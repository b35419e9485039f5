import type { BinaryNode } from '@whiskeysockets/baileys'
import { node } from './stanza.ts'

/**
 * The ways in which WhatsApp ends a connection, named by what they mean, with the number Baileys reports for each
 * (`lastDisconnect.error.output.statusCode`).
 */
export const CLOSE_REASONS = {
  'restart-required': { reported: 515, stanza: () => streamError({ code: '515' }) },
  'stream-ended': { reported: 428, stanza: () => node('xmlstreamend') },
  'service-unavailable': { reported: 503, stanza: () => streamError({ code: '503' }) },
  'bad-session': { reported: 500, stanza: () => streamError({}, [node('unexpected')]) },
  'code-516': { reported: 516, stanza: () => streamError({ code: '516' }) },
  replaced: { reported: 440, stanza: () => streamError({}, [node('conflict', { type: 'replaced' })]) },
  'device-removed': {
    reported: 401,
    stanza: () => streamError({ code: '401' }, [node('conflict', { type: 'device_removed' })]),
  },
  'failure-401': { reported: 401, stanza: () => failure(401) },
  'failure-403': { reported: 403, stanza: () => failure(403) },
  'failure-405': { reported: 405, stanza: () => failure(405) },
  'failure-406': { reported: 406, stanza: () => failure(406) },
  'failure-409': { reported: 409, stanza: () => failure(409) },
  'multi-device-mismatch': { reported: 411, stanza: () => node('ib', {}, [node('downgrade_webclient')]) },
} satisfies Record<string, { reported: number; stanza: () => BinaryNode }>

export type CloseReason = keyof typeof CLOSE_REASONS
export const CLOSE_REASON_NAMES = Object.keys(CLOSE_REASONS) as [CloseReason, ...CloseReason[]]

/**
 * How new connections are treated: `tcp` = closed at once, `http-…` = the upgrade is answered with that status (a captive portal, a proxy),
 * `black-hole` = the upgrade is never answered, `no-handshake` = it is, and then silence.
 */
export const REFUSAL_MODES = ['none', 'tcp', 'http-503', 'http-403', 'http-200', 'black-hole', 'no-handshake'] as const
export type RefusalMode = (typeof REFUSAL_MODES)[number]

/**
 * What happens to a message the office sends: an error code = refused by the server (463 reach-out timelock, 479 stale session, 429 too
 * fast), `ack-lost` = it arrives but nobody says so, `message-lost` = it vanishes.
 */
export type AckFault = number | 'ack-lost' | 'message-lost'

/** What happens to a query: no answer at all, or an error (429 = rate-overlimit). */
export type QueryFault = 'drop' | number

interface Counted<Fault> {
  fault: Fault
  remaining: number
}

/** The switches by which a test makes the simulated WhatsApp misbehave. Everything is off until asked for. */
export class Faults {
  refusal: RefusalMode = 'none'
  /** The path is dead (see `freeze` of the simulator); new connections end in a black hole. */
  isFrozen = false
  /** `<ib><offline/></ib>` is never sent, so Baileys keeps offline messages in its buffer. */
  withoutOfflineMarker = false
  /** The account is kept from starting new chats, and says so when asked (the messages themselves fail with 463, see `failMessages`). */
  hasReachOutTimelock = false
  #loginFailure: number | undefined
  readonly #ackFaults: (Counted<AckFault> & { contact: string | undefined })[] = []
  readonly #queryFaults: (Counted<QueryFault> & { xmlns: string; childTag: string | undefined })[] = []

  /** Every login is answered with this `<failure reason>` until called again with null. */
  refuseLogins(reason: number | null): void {
    this.#loginFailure = reason ?? undefined
  }

  get loginFailure(): number | undefined {
    return this.#loginFailure
  }

  /** The next `count` messages (to one contact, or to anyone) meet this fault. */
  failMessages(fault: AckFault, options: { contact?: string; count?: number } = {}): void {
    this.#ackFaults.push({ fault, remaining: options.count ?? 1, contact: options.contact })
  }

  takeAckFault(contact: string | undefined): AckFault | undefined {
    return take(this.#ackFaults, candidate => candidate.contact === undefined || candidate.contact === contact)
  }

  /** The next `count` queries of a namespace (`usync`, `encrypt`, …), or only those with a given first child, meet this fault. */
  failQueries(xmlns: string, fault: QueryFault, options: { childTag?: string; count?: number } = {}): void {
    this.#queryFaults.push({ xmlns, fault, childTag: options.childTag, remaining: options.count ?? 1 })
  }

  takeQueryFault(query: BinaryNode): QueryFault | undefined {
    const firstChild = Array.isArray(query.content) ? query.content[0]?.tag : undefined
    return take(
      this.#queryFaults,
      ({ xmlns, childTag }) => xmlns === query.attrs.xmlns && (childTag === undefined || childTag === firstChild),
    )
  }

  /** All is well again, except that a frozen path must be thawed by the simulator's `freeze(false)`. */
  clear(): void {
    this.refusal = 'none'
    this.withoutOfflineMarker = false
    this.hasReachOutTimelock = false
    this.#loginFailure = undefined
    this.#ackFaults.length = 0
    this.#queryFaults.length = 0
  }
}

function take<Fault, Entry extends Counted<Fault>>(
  faults: Entry[],
  matches: (entry: Entry) => boolean,
): Fault | undefined {
  const index = faults.findIndex(matches)
  const found = faults[index]
  if (!found) return undefined
  found.remaining--
  if (found.remaining <= 0) faults.splice(index, 1)
  return found.fault
}

export function failure(reason: number): BinaryNode {
  return node('failure', { reason: String(reason), location: 'sim' })
}

function streamError(attributes: Record<string, string>, children: BinaryNode[] = []): BinaryNode {
  return node('stream:error', attributes, children)
}
