import { Curve, generateSignalPubKey, type KeyPair, proto } from '@whiskeysockets/baileys'
import * as curve from 'libsignal/src/curve.js'
import { expect, it } from 'vitest'
import { createCertificateChain } from './certificate-chain.ts'

function holds(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return curve.verifySignature(Buffer.from(generateSignalPubKey(key)), message, signature)
}

it('is signed from the root down to the key of the server, under a strict check', () => {
  const root: KeyPair = Curve.generateKeyPair()
  const server = Curve.generateKeyPair()
  const { intermediate, leaf } = proto.CertChain.decode(createCertificateChain(root, server))
  const { Details } = proto.CertChain.NoiseCertificate
  if (!intermediate?.details || !intermediate.signature || !leaf?.details || !leaf.signature)
    throw new Error('incomplete')
  const issuer = Details.decode(intermediate.details)
  expect(issuer.issuerSerial).toBe(0)
  expect(holds(root.public, intermediate.details, intermediate.signature)).toBe(true)
  expect(holds(issuer.key ?? Buffer.alloc(32), leaf.details, leaf.signature)).toBe(true)
  expect(Buffer.from(Details.decode(leaf.details).key ?? [])).toEqual(Buffer.from(server.public))
  expect(holds(server.public, leaf.details, leaf.signature)).toBe(false)
})
