import { Curve, type KeyPair, proto } from '@whiskeysockets/baileys'

/** Serial of WhatsApp's long-term root. Baileys refuses an intermediate whose issuer is another one. */
const ROOT_SERIAL = 0
const INTERMEDIATE_SERIAL = 1
const LEAF_SERIAL = 2

/**
 * The certificate chain a WhatsApp server shows inside the Noise handshake: a long-term root (known to the client, never sent) signs an
 * intermediate, which signs a leaf holding the server's static Noise key. Both signatures are XEd25519 over the encoded details and hold
 * under a strict check too, although Baileys 7.0.0-rc14 accepts any 64 bytes.
 */
export function createCertificateChain(root: KeyPair, serverStatic: KeyPair): Uint8Array {
  const intermediate = Curve.generateKeyPair()
  return proto.CertChain.encode({
    intermediate: certify(INTERMEDIATE_SERIAL, ROOT_SERIAL, intermediate.public, root.private),
    leaf: certify(LEAF_SERIAL, INTERMEDIATE_SERIAL, serverStatic.public, intermediate.private),
  }).finish()
}

function certify(serial: number, issuerSerial: number, key: Uint8Array, issuerPrivate: Uint8Array) {
  const details = proto.CertChain.NoiseCertificate.Details.encode({ serial, issuerSerial, key }).finish()
  return { details, signature: Curve.sign(issuerPrivate, details) }
}
