import { randomBytes } from 'node:crypto'
import {
  type BinaryNode,
  Curve,
  generateSignalPubKey,
  getBinaryNodeChild,
  hmacSign,
  proto,
  S_WHATSAPP_NET,
  WA_ADV_ACCOUNT_SIG_PREFIX,
  WA_ADV_DEVICE_SIG_PREFIX,
} from '@whiskeysockets/baileys'
import * as curve from 'libsignal/src/curve.js'
import type { ServerConnection } from './connection.ts'
import { CLOSE_REASONS } from './faults.ts'
import { LinkedDevice } from './linked-device.ts'
import type { OfficePhone } from './office-phone.ts'
import { type CodeHello, exchangeByCode, readCodeHello } from './pairing-code.ts'
import { lidJid, node, phoneJid, randomStanzaId, requiredBytes, wireTime } from './stanza.ts'
import type { World } from './world.ts'

const QR_PREFIX = 'https://wa.me/settings/linked_devices#'
const REF_COUNT = 6

export type PairingOutcome = { outcome: 'linked'; device: number; jid: string } | { outcome: 'passkey-demanded' }

/** A client that connected without being linked, and what it has told of itself. */
interface Candidate {
  connection: ServerConnection
  refs: string[]
  registration: proto.ClientPayload.IDevicePairingRegistrationData
  codeHello: CodeHello | undefined
  onAnswer: ((answer: BinaryNode) => void) | undefined
  onClose: (() => void) | undefined
}

/**
 * The server's desk where unlinked clients wait for a phone. A client that registers gets six refs, which it shows one after the other as
 * QR codes (`ref,noise key,identity key,adv secret,platform`), or it asks for a code. When a phone accepts, the account's signature over
 * the client's identity is sent (`pair-success`), the client signs in return, and is sent off with 515 to log in.
 */
export class PairingDesk {
  readonly #world: World
  readonly #candidates = new Map<ServerConnection, Candidate>()

  constructor(world: World) {
    this.#world = world
  }

  /** An unregistered client came: offer it refs. */
  welcome(connection: ServerConnection, registration: proto.ClientPayload.IDevicePairingRegistrationData): void {
    const refs = Array.from({ length: REF_COUNT }, () => `2@${randomBytes(24).toString('base64url')}`)
    this.#candidates.set(connection, {
      connection,
      refs,
      registration,
      codeHello: undefined,
      onAnswer: undefined,
      onClose: undefined,
    })
    const refNodes = refs.map(ref => node('ref', {}, Buffer.from(ref)))
    connection.send(
      node('iq', { from: S_WHATSAPP_NET, type: 'set', id: randomStanzaId(), xmlns: 'md' }, [
        node('pair-device', {}, refNodes),
      ]),
    )
    this.#world.events.publish({ type: 'pairing-offered', connection: connection.id, at: this.#world.now() })
  }

  leave(connection: ServerConnection): void {
    const candidate = this.#candidates.get(connection)
    this.#candidates.delete(connection)
    candidate?.onClose?.()
  }

  /** What a waiting client says: answers to our queries, or the two steps of pairing by code. */
  handle(connection: ServerConnection, stanza: BinaryNode): void {
    const candidate = this.#candidates.get(connection)
    if (!candidate || stanza.tag !== 'iq') return
    const fault = this.#world.faults.takeQueryFault(stanza)
    if (typeof fault === 'number') {
      const error = node('error', { code: String(fault), text: 'bad-request' })
      connection.send(node('iq', { from: S_WHATSAPP_NET, type: 'error', id: stanza.attrs.id }, [error]))
    }
    if (fault !== undefined) return
    const step = getBinaryNodeChild(stanza, 'link_code_companion_reg')
    if (step?.attrs.stage === 'companion_hello') {
      candidate.codeHello = readCodeHello(step)
      this.#world.events.publish({ type: 'code-awaited', connection: connection.id, at: this.#world.now() })
    }
    if (step?.attrs.stage === 'companion_finish' || getBinaryNodeChild(stanza, 'pair-device-sign')) {
      candidate.onAnswer?.(stanza)
    }
    // Also the keep-alive of a client whose QR code nobody scans for a while.
    if (stanza.attrs.type === 'set' || stanza.attrs.type === 'get') {
      connection.send(node('iq', { from: S_WHATSAPP_NET, type: 'result', id: stanza.attrs.id }))
    }
  }

  async scan(phone: OfficePhone, qrText: string): Promise<PairingOutcome> {
    if (!qrText.startsWith(QR_PREFIX)) throw new Error('This is not a WhatsApp QR code')
    const [ref, noiseKey, identityKey, advSecret] = qrText.slice(QR_PREFIX.length).split(',')
    const candidate = [...this.#candidates.values()].find(({ refs }) => ref !== undefined && refs.includes(ref))
    if (!candidate || !noiseKey || !identityKey || !advSecret) throw new Error('This QR code has expired or is unknown')
    if (!candidate.connection.clientStatic.equals(Buffer.from(noiseKey, 'base64'))) {
      throw new Error('The Noise key of the QR code is not the one of the connection')
    }
    if (!identityOf(candidate).equals(Buffer.from(identityKey, 'base64'))) {
      throw new Error('The identity key of the QR code is not the one of the connection')
    }
    return this.#link(phone, candidate, async () => Buffer.from(advSecret, 'base64'))
  }

  isCodeAwaited(phone: OfficePhone): boolean {
    return this.#codeCandidate(phone) !== undefined
  }

  #codeCandidate(phone: OfficePhone): Candidate | undefined {
    const jid = phoneJid(phone.phoneNumber)
    return [...this.#candidates.values()].findLast(candidate => candidate.codeHello?.jid === jid)
  }

  async enterCode(phone: OfficePhone, code: string): Promise<PairingOutcome> {
    const candidate = this.#codeCandidate(phone)
    if (!candidate?.codeHello) throw new Error('Nobody has asked for a code for this phone number')
    const { codeHello } = candidate
    return this.#link(phone, candidate, () =>
      exchangeByCode({
        code: code.replace(/[\s-]/g, '').toUpperCase(),
        hello: codeHello,
        phoneIdentity: phone.party.identity,
        companionIdentity: identityOf(candidate),
        at: this.#world.now(),
        ask: notification => this.#ask(candidate, notification),
      }),
    )
  }

  async #link(phone: OfficePhone, candidate: Candidate, agreeOnSecret: () => Promise<Buffer>): Promise<PairingOutcome> {
    if (phone.demandsPasskey) return this.#demandPasskey(phone, candidate)
    const advSecret = await agreeOnSecret()
    const id = phone.newDeviceId()
    const keyIndex = phone.devices.size + 1
    const jid = phoneJid(phone.phoneNumber, id)
    const details = proto.ADVDeviceIdentity.encode({
      rawId: randomBytes(4).readUInt32BE(),
      timestamp: Math.floor(this.#world.now() / 1000),
      keyIndex,
    }).finish()
    const identity = identityOf(candidate)
    const accountSignatureKey = phone.party.identity.public
    const accountSignature = Curve.sign(
      phone.party.identity.private,
      Buffer.concat([WA_ADV_ACCOUNT_SIG_PREFIX, details, identity]),
    )
    const signed = proto.ADVSignedDeviceIdentity.encode({ details, accountSignatureKey, accountSignature }).finish()
    const sealed = proto.ADVSignedDeviceIdentityHMAC.encode({
      details: signed,
      hmac: hmacSign(signed, advSecret),
    }).finish()
    const success = node('pair-success', {}, [
      node('device-identity', {}, sealed),
      node('biz', { name: phone.name }),
      node('platform', { name: 'smba' }),
      node('device', { jid, lid: lidJid(phone.lid, id) }),
    ])
    const t = wireTime(this.#world.now())
    const answer = await this.#ask(
      candidate,
      node('iq', { from: S_WHATSAPP_NET, type: 'set', id: randomStanzaId(), t }, [success]),
    )
    checkDeviceSignature(answer, { details, identity, accountSignatureKey })

    const device = new LinkedDevice({
      phoneNumber: phone.phoneNumber,
      lid: phone.lid,
      id,
      keyIndex,
      noiseStatic: candidate.connection.clientStatic,
      registration: registrationKeys(candidate.registration),
    })
    phone.devices.set(id, device)
    candidate.connection.end(CLOSE_REASONS['restart-required'].stanza())
    const at = this.#world.now()
    this.#world.events.publish({ type: 'link', phone: phone.phoneNumber, device: id, state: 'linked', at })
    return { outcome: 'linked', device: id, jid }
  }

  /** Since June 2026: instead of linking, the server asks for a WebAuthn assertion of a passkey of whatsapp.com. */
  #demandPasskey(phone: OfficePhone, candidate: Candidate): PairingOutcome {
    phone.demandsPasskey = false
    const at = this.#world.now()
    const options = {
      challenge: randomBytes(32).toString('base64url'),
      rpId: 'whatsapp.com',
      timeout: 60_000,
      userVerification: 'required',
    }
    candidate.connection.send(
      node(
        'notification',
        { from: S_WHATSAPP_NET, type: 'passkey_prologue_request', id: randomStanzaId(), t: wireTime(at) },
        [node('passkey_request_options', {}, Buffer.from(JSON.stringify(options)))],
      ),
    )
    this.#world.events.publish({ type: 'passkey-demanded', phone: phone.phoneNumber, at })
    return { outcome: 'passkey-demanded' }
  }

  /** Sends something to a waiting client and waits for its next answer. */
  #ask(candidate: Candidate, question: BinaryNode): Promise<BinaryNode> {
    return new Promise((resolve, reject) => {
      candidate.onAnswer = resolve
      candidate.onClose = () => reject(new Error('The client left while it was being linked'))
      candidate.connection.send(question)
    })
  }
}

function identityOf({ registration }: Candidate): Buffer {
  return Buffer.from(registration.eIdent ?? [])
}

function registrationKeys(data: proto.ClientPayload.IDevicePairingRegistrationData) {
  return {
    registrationId: Buffer.from(data.eRegid ?? []).readUInt32BE(),
    identity: Buffer.from(data.eIdent ?? []),
    signedPreKey: {
      keyId: Buffer.from(data.eSkeyId ?? []).readUIntBE(0, 3),
      publicKey: Buffer.from(data.eSkeyVal ?? []),
      signature: Buffer.from(data.eSkeySig ?? []),
    },
  }
}

/** The client signs the account's details in return; checked with libsignal itself, since Baileys' own `Curve.verify` is always true. */
function checkDeviceSignature(
  answer: BinaryNode,
  expected: { details: Uint8Array; identity: Buffer; accountSignatureKey: Uint8Array },
): void {
  const sign = getBinaryNodeChild(answer, 'pair-device-sign')
  const { deviceSignature } = proto.ADVSignedDeviceIdentity.decode(requiredBytes(sign, 'device-identity'))
  const { details, identity, accountSignatureKey } = expected
  const message = Buffer.concat([WA_ADV_DEVICE_SIG_PREFIX, details, identity, accountSignatureKey])
  const publicKey = Buffer.from(generateSignalPubKey(identity))
  if (!deviceSignature?.length || !curve.verifySignature(publicKey, message, deviceSignature)) {
    throw new Error('The device did not sign its identity properly')
  }
}
