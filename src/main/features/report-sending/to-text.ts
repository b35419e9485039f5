import type { DeliveryRow } from './queries.ts'

/** What a channel needs of a text. Nobody is talked with here: it leaves at the pace of a first contact. */
export function toText({ address }: Pick<DeliveryRow, 'address'>, externalId: string, body: string) {
  return { externalId, to: { phone: address, lid: null }, body, quoted: null, customerWroteAt: null }
}
