import { type BinaryNode, encodeBigEndian, KEY_BUNDLE_TYPE } from '@whiskeysockets/baileys'
import type { PreKeyBundle, SignalParty } from './signal-party.ts'
import { node, wireTime } from './stanza.ts'

/** `<receipt>` without a type says "delivered"; `read` and `played` say so. */
export function receiptStanza(receipt: { from: string; id: string; at: number; type?: 'read' | 'played' }): BinaryNode {
  return node('receipt', { from: receipt.from, id: receipt.id, t: wireTime(receipt.at), type: receipt.type })
}

/** A recipient that could not decrypt asks again, and sends along the keys for a new session. */
export function retryStanza(retry: {
  from: string
  id: string
  count: number
  at: number
  party: SignalParty
}): BinaryNode {
  const { from, id, count, at, party } = retry
  const t = wireTime(at)
  return node('receipt', { from, id, t, type: 'retry' }, [
    node('retry', { count: String(count), id, t, v: '1' }),
    node('registration', {}, encodeBigEndian(party.registrationId)),
    node('keys', {}, bundleNodes(party.takeBundle())),
  ])
}

/** A key bundle as stanzas: type, identity, one-time key, signed key. Identities and values travel without their type byte. */
export function bundleNodes(bundle: PreKeyBundle): BinaryNode[] {
  const { preKey, signedPreKey } = bundle
  return [
    node('type', {}, KEY_BUNDLE_TYPE),
    node('identity', {}, withoutTypeByte(bundle.identityKey)),
    ...(preKey
      ? [
          node('key', {}, [
            node('id', {}, encodeBigEndian(preKey.keyId, 3)),
            node('value', {}, withoutTypeByte(preKey.publicKey)),
          ]),
        ]
      : []),
    node('skey', {}, [
      node('id', {}, encodeBigEndian(signedPreKey.keyId, 3)),
      node('value', {}, withoutTypeByte(signedPreKey.publicKey)),
      node('signature', {}, signedPreKey.signature),
    ]),
  ]
}

function withoutTypeByte(key: Uint8Array): Uint8Array {
  return key.length === 33 ? key.subarray(1) : key
}
