import { proto, type WASocket } from '@whiskeysockets/baileys'
import { toWhatsAppDigits } from '#shared/domain/phone-number.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import { wakeIn } from '../../ports/wake-in.ts'
import type { OutgoingText, PeerAddress, SendOutcome } from '../channels/channel.ts'
import type { Ack, Acks } from './acks.ts'
import { changeAttributes } from './encode-change.ts'
import { type Pace, waitBefore } from './pace.ts'
import { lidJid, phoneJid, userOf } from './peer-address.ts'
import { createSerial } from './serial.ts'

export type SendingSocket = Pick<
  WASocket,
  'relayMessage' | 'getUSyncDevices' | 'assertSessions' | 'onWhatsApp' | 'sendPresenceUpdate' | 'signalRepository'
>

export type RestingPresence = 'available' | 'unavailable'

/** What is asked of a message besides its form. */
type Addressed = Pick<OutgoingText, 'externalId' | 'to' | 'customerWroteAt'>

interface Sending {
  readonly socket: SendingSocket
  readonly message: Addressed
  readonly encoded: Uint8Array
  readonly signal: AbortSignal
}

export interface Sender {
  send(socket: SendingSocket, message: Addressed, encoded: Uint8Array, signal: AbortSignal): Promise<SendOutcome>
}

const ACK_TIMEOUT = 30_000
const SLOW_DOWN_FOR = 60_000
const TOO_FAST = '429'
const REACH_OUT_LOCKED = '463'
const STALE_SESSION = '479'

const unanswered: SendOutcome = { kind: 'unanswered' }
export const slowDown: SendOutcome = { kind: 'slow-down', retryAfterMs: SLOW_DOWN_FOR }

/** Sends the texts of one number, one at a time and at a human pace; only the server's acknowledgement counts as sent. */
export function createSender({
  acks,
  clock,
  random,
  pace,
  presence,
  log,
}: {
  acks: Acks
  clock: Clock
  random: () => number
  pace: Pace
  /** As what the office is seen while it does not type. */
  presence: () => RestingPresence
  log: Logger
}): Sender {
  const line = createSerial()
  let lastSentAt: number | null = null

  /** The message leaves; the answer is on its way and is not awaited here. */
  async function relay(
    { socket, message, encoded, signal }: Sending,
    jid: string,
  ): Promise<{ answer: Promise<Ack | null> }> {
    const failed = new AbortController()
    const answer = acks.waitFor(message.externalId, ACK_TIMEOUT, AbortSignal.any([signal, failed.signal]))
    lastSentAt = clock.now()
    try {
      const content = proto.Message.decode(encoded)
      const additionalAttributes = changeAttributes(content)
      await socket.relayMessage(jid, content, { messageId: message.externalId, additionalAttributes })
    } catch (error) {
      failed.abort()
      throw error
    }
    return { answer }
  }

  /** In the line: finds the address, keeps the pace, lets the message go. */
  async function handOver(sending: Sending): Promise<SendOutcome | { jid: string; answer: Promise<Ack | null> }> {
    const { socket, message, signal } = sending
    if (signal.aborted) return unanswered
    const jid = await chooseAddress(socket, message.to)
    const obstacle = jid === null ? refused('not-on-channel', null) : await findObstacle(socket, jid, message)
    if (jid === null || obstacle) return obstacle ?? unanswered
    const { customerWroteAt } = message
    const wait = waitBefore({ pace, now: clock.now(), lastSentAt, customerWroteAt, random: random() })
    if (wait > 0) {
      await socket.sendPresenceUpdate('composing', jid)
      await pause(clock, wait, signal)
    }
    if (signal.aborted) return unanswered
    const { answer } = await relay(sending, jid)
    // Typing may have shown us as online, and then the office's phone stays silent.
    if (wait > 0) await socket.sendPresenceUpdate(presence())
    return { jid, answer }
  }

  return {
    async send(socket, message, encoded, signal) {
      const sending = { socket, message, encoded, signal }
      try {
        const handed = await line.run(() => handOver(sending))
        if ('kind' in handed) return handed
        const ack = await handed.answer
        if (ack?.kind !== 'refused' || ack.code !== STALE_SESSION) return outcomeOf(ack)
        const again = await line.run(() => sendWithNewSessions(sending, handed.jid))
        return outcomeOf(await again.answer)
      } catch (error) {
        if (isRateLimit(error)) return slowDown
        log.info({ error }, 'a message could not be handed over')
        return unanswered
      }
    },
  }

  /** 479: the recipient's devices have changed. Asked for anew, once. */
  async function sendWithNewSessions(sending: Sending, jid: string): Promise<{ answer: Promise<Ack | null> }> {
    const devices = await sending.socket.getUSyncDevices([jid], false, false)
    const jids = devices.map(device => device.jid)
    await sending.socket.assertSessions(jids, true)
    return relay(sending, jid)
  }
}

/** The LID once it is known: WhatsApp refuses the number of a migrated contact. Asks the server when it is not. */
export async function chooseAddress(
  socket: Pick<SendingSocket, 'signalRepository'>,
  to: PeerAddress,
): Promise<string | null> {
  if (to.lid !== null) return lidJid(to.lid)
  if (to.phone === null) return null
  const jid = phoneJid(to.phone)
  const lid = userOf(await socket.signalRepository.lidMapping.getLIDForPN(jid))
  return lid === null ? jid : lidJid(lid)
}

/** With no device of the recipient, Baileys sends to our own phone alone and says that all is well. */
async function findObstacle(socket: SendingSocket, jid: string, { to }: Addressed): Promise<SendOutcome | null> {
  const devices = await socket.getUSyncDevices([jid], true, false)
  if (devices.some(device => device.user === userOf(jid))) return null
  if (to.phone === null) return unanswered
  const found = await socket.onWhatsApp(toWhatsAppDigits(to.phone))
  const isKnownToBeAbsent = found !== undefined && !found.some(({ exists }) => exists)
  return isKnownToBeAbsent ? refused('not-on-channel', null) : unanswered
}

function outcomeOf(ack: Ack | null): SendOutcome {
  if (!ack) return unanswered
  if (ack.kind === 'taken') return { kind: 'acknowledged', at: ack.at }
  switch (ack.code) {
    case TOO_FAST:
      return slowDown
    case REACH_OUT_LOCKED:
      // Trying again counts as another reach-out and makes it worse.
      return refused('reach-out-locked', ack.code)
    case STALE_SESSION:
      return refused('stale-session', ack.code)
    default:
      return refused('provider', ack.code)
  }
}

function refused(reason: 'not-on-channel' | 'reach-out-locked' | 'stale-session' | 'provider', detail: string | null) {
  return { kind: 'refused', reason, detail } as const
}

/** Baileys reports it as status 500 with the real code in `data`. */
export function isRateLimit(error: unknown): boolean {
  const { data, message } = (error ?? {}) as { data?: unknown; message?: unknown }
  return data === Number(TOO_FAST) || message === 'rate-overlimit'
}

function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = wakeIn(clock, ms, done)
    signal.addEventListener('abort', done, { once: true })
  })
}
