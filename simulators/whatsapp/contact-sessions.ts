import { encodeWAMessage, type proto } from '@whiskeysockets/baileys'
import type { LinkedDevice } from './linked-device.ts'
import { type Ciphertext, type PreKeyBundle, SignalParty } from './signal-party.ts'
import { isLid } from './stanza.ts'

/**
 * A contact's Signal sessions with the office's devices. There is one per device, under the LID, as soon as both sides can know that LID
 * and number are one person; Baileys keeps its sessions the same way. An account that hides its LID has another one under its number.
 */
export class ContactSessions {
  readonly party = new SignalParty()
  readonly #hidesLid: boolean
  readonly #ownJids: readonly string[]

  constructor(options: { hidesLid: boolean; ownJids: readonly string[] }) {
    this.#hidesLid = options.hidesLid
    this.#ownJids = options.ownJids
  }

  seal(device: LinkedDevice, address: string, message: proto.IMessage): Promise<Ciphertext> {
    return this.party.encrypt(this.#nameOf(device, address), encodeWAMessage(message), () => device.takeBundle())
  }

  /** A new session, from the keys the device sent along or else from those it has on the server. */
  renew(device: LinkedDevice, address: string, bundle: PreKeyBundle | undefined): Promise<void> {
    return this.party.openSession(this.#nameOf(device, address), bundle ?? device.takeBundle())
  }

  /**
   * The office writes in the session of the address it knows, which need not be the one of this chat: after learning that a LID and a phone
   * number are one person it carries the session over.
   */
  async open(device: LinkedDevice, addressedTo: string, ciphertext: Ciphertext): Promise<Uint8Array | undefined> {
    const addresses = ciphertext.type === 'pkmsg' ? [addressedTo] : [addressedTo, ...this.#ownJids]
    for (const session of new Set(addresses.map(address => this.#nameOf(device, address)))) {
      if (ciphertext.type === 'msg' && !this.party.hasSession(session)) continue
      try {
        return await this.party.decrypt(session, ciphertext)
      } catch {
        // Not this session; with none left, the sender is asked again.
      }
    }
    return undefined
  }

  #nameOf(device: LinkedDevice, address: string): string {
    return `${isLid(address) || !this.#hidesLid ? 'lid' : 'pn'}/${device.phoneNumber}:${device.id}`
  }
}
