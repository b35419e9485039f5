import type { BinaryNode } from '@whiskeysockets/baileys'

/** A stanza on its way to a linked device, with what should happen when it is sent and when the device has confirmed it. */
export interface QueuedStanza {
  readonly node: BinaryNode
  onSent?(): void
  onReceipted?(): void
  onRefused?(error: string): void
}

/**
 * What the server holds for one linked device. A stanza leaves only when the device has confirmed it: a message by its receipt (or by an
 * acknowledgement, when there was nothing to decrypt), everything else by its acknowledgement. What is left is sent again at the next
 * login, the very same bytes, marked `offline`.
 */
export class DeviceQueue {
  readonly #stanzas = new Set<QueuedStanza>()
  readonly #byKey = new Map<string, QueuedStanza[]>()
  /** Baileys sends a retry receipt first and then refuses the same stanza: that refusal must not hit the copy sent in between. */
  readonly #expectedRefusals = new Map<string, number>()

  get size(): number {
    return this.#stanzas.size
  }

  add(stanza: QueuedStanza): void {
    this.#stanzas.add(stanza)
    const key = keyOfStanza(stanza.node)
    const same = this.#byKey.get(key)
    if (same) same.push(stanza)
    else this.#byKey.set(key, [stanza])
  }

  all(): Iterable<QueuedStanza> {
    return this.#stanzas
  }

  /** The device's receipt for a message: `<receipt to=chat id [recipient]>`. */
  receipt(id: string, chat: string): void {
    this.#take(`message|${id}|${chat}`)?.onReceipted?.()
  }

  /** The device could not decrypt a message. It is off the queue; whoever sent it encrypts it anew. */
  retry(id: string, chat: string): void {
    const key = `message|${id}|${chat}`
    if (this.#take(key)) this.#expectedRefusals.set(key, (this.#expectedRefusals.get(key) ?? 0) + 1)
  }

  /** The device's `<ack class=… id to [type] [error]>`. */
  acknowledge(ack: BinaryNode): void {
    const { class: tag, id, to, recipient, type, error } = ack.attrs
    if (!tag || !id) return
    const key = tag === 'message' ? `message|${id}|${recipient ?? to}` : `${tag}|${id}|${to}|${type ?? ''}`
    const expected = this.#expectedRefusals.get(key) ?? 0
    if (error && expected > 0) {
      if (expected === 1) this.#expectedRefusals.delete(key)
      else this.#expectedRefusals.set(key, expected - 1)
      return
    }
    const stanza = this.#take(key)
    if (error) stanza?.onRefused?.(error)
    else stanza?.onReceipted?.()
  }

  #take(key: string): QueuedStanza | undefined {
    const same = this.#byKey.get(key)
    const stanza = same?.shift()
    if (!stanza) return undefined
    if (same?.length === 0) this.#byKey.delete(key)
    this.#stanzas.delete(stanza)
    return stanza
  }
}

function keyOfStanza({ tag, attrs }: BinaryNode): string {
  if (tag === 'message') return `message|${attrs.id}|${attrs.recipient ?? attrs.from}`
  return `${tag}|${attrs.id}|${attrs.from}|${attrs.type ?? ''}`
}
