import { randomBytes } from 'node:crypto'
import {
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  type BinaryNode,
  Curve,
  derivePairingCodeKey,
  getBinaryNodeChild,
  hkdf,
  type KeyPair,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys'
import { node, randomStanzaId, requiredBytes, wireTime } from './stanza.ts'

const SALT_LENGTH = 32
const CTR_IV_LENGTH = 16
const GCM_IV_LENGTH = 12
const KEY_LENGTH = 32
const NO_BYTES = new Uint8Array(0)

/** What a client says when it asks to be linked by code: for whom, and its ephemeral key, wrapped with the code. */
export interface CodeHello {
  jid: string
  wrappedEphemeral: Buffer
}

export function readCodeHello(step: BinaryNode): CodeHello {
  return {
    jid: step.attrs.jid ?? '',
    wrappedEphemeral: requiredBytes(step, 'link_code_pairing_wrapped_companion_ephemeral_pub'),
  }
}

/**
 * The phone's side of pairing by code. Both ephemeral keys travel encrypted (AES-CTR) with a key stretched from the code by PBKDF2; salt
 * and vector stand before the ciphertext. The client then sends its identity, the phone's and a random number under the shared secret, and
 * all three go into the adv secret that a QR code would have carried. Returns that secret.
 */
export async function exchangeByCode(exchange: {
  code: string
  hello: CodeHello
  phoneIdentity: KeyPair
  companionIdentity: Buffer
  at: number
  ask(notification: BinaryNode): Promise<BinaryNode>
}): Promise<Buffer> {
  const { code, hello, phoneIdentity, companionIdentity } = exchange
  const companionEphemeral = await unwrap(hello.wrappedEphemeral, code)
  const ephemeral = Curve.generateKeyPair()
  const attributes = {
    from: S_WHATSAPP_NET,
    type: 'link_code_companion_reg',
    id: randomStanzaId(),
    t: wireTime(exchange.at),
  }
  const notification = node('notification', attributes, [
    node('link_code_companion_reg', { stage: 'primary_hello' }, [
      node('link_code_pairing_ref', {}, randomBytes(16)),
      node('primary_identity_pub', {}, phoneIdentity.public),
      node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, await wrap(ephemeral.public, code)),
    ]),
  ])
  const finish = getBinaryNodeChild(await exchange.ask(notification), 'link_code_companion_reg')
  const shared = Curve.sharedKey(ephemeral.private, companionEphemeral)
  const random = openBundle(requiredBytes(finish, 'link_code_pairing_wrapped_key_bundle'), shared, {
    companionIdentity,
    phoneIdentity: phoneIdentity.public,
  })
  const identityShared = Curve.sharedKey(phoneIdentity.private, companionIdentity)
  return Buffer.from(hkdf(Buffer.concat([shared, identityShared, random]), KEY_LENGTH, { info: 'adv_secret' }))
}

async function wrap(key: Uint8Array, code: string): Promise<Buffer> {
  const salt = randomBytes(SALT_LENGTH)
  const vector = randomBytes(CTR_IV_LENGTH)
  return Buffer.concat([salt, vector, aesEncryptCTR(key, await derivePairingCodeKey(code, salt), vector)])
}

async function unwrap(wrapped: Buffer, code: string): Promise<Buffer> {
  const salt = wrapped.subarray(0, SALT_LENGTH)
  const vector = wrapped.subarray(SALT_LENGTH, SALT_LENGTH + CTR_IV_LENGTH)
  const ciphertext = wrapped.subarray(SALT_LENGTH + CTR_IV_LENGTH, SALT_LENGTH + CTR_IV_LENGTH + KEY_LENGTH)
  return aesDecryptCTR(ciphertext, await derivePairingCodeKey(code, salt), vector)
}

/** A wrong code shows only here: the two sides have unwrapped different keys, so the bundle does not open. */
function openBundle(
  bundle: Buffer,
  shared: Uint8Array,
  expected: { companionIdentity: Uint8Array; phoneIdentity: Uint8Array },
): Buffer {
  const salt = bundle.subarray(0, SALT_LENGTH)
  const vector = bundle.subarray(SALT_LENGTH, SALT_LENGTH + GCM_IV_LENGTH)
  const key = hkdf(Buffer.from(shared), KEY_LENGTH, { salt, info: 'link_code_pairing_key_bundle_encryption_key' })
  let opened: Buffer
  try {
    opened = aesDecryptGCM(bundle.subarray(SALT_LENGTH + GCM_IV_LENGTH), key, vector, NO_BYTES)
  } catch {
    throw new Error('The pairing code is wrong')
  }
  const identities = Buffer.concat([expected.companionIdentity, expected.phoneIdentity])
  if (!opened.subarray(0, 2 * KEY_LENGTH).equals(identities)) throw new Error('The key bundle names other identities')
  return opened.subarray(2 * KEY_LENGTH, 3 * KEY_LENGTH)
}
