import { type proto, toNumber } from '@whiskeysockets/baileys'
import type { MessageDetails } from '#shared/domain/message-details.ts'
import { unescapeValue } from './vcard.ts'

type Location = proto.Message.ILocationMessage & proto.Message.ILiveLocationMessage

/** What the kinds without a file show besides their text, by the field of `proto.Message` that is set; null for all others. */
export function readDetails(type: string, content: unknown): MessageDetails | null {
  switch (type) {
    case 'locationMessage':
    case 'liveLocationMessage':
      return location(content as Location)
    case 'contactMessage':
      return { kind: 'contacts', people: [person(content as proto.Message.IContactMessage)] }
    case 'contactsArrayMessage': {
      const { contacts } = content as proto.Message.IContactsArrayMessage
      return { kind: 'contacts', people: (contacts ?? []).map(person) }
    }
    case 'pollCreationMessage':
    case 'pollCreationMessageV2':
    case 'pollCreationMessageV3':
    case 'pollCreationMessageV5': {
      const { name, options } = content as proto.Message.IPollCreationMessage
      const words = (options ?? []).flatMap(({ optionName }) => optionName || [])
      return { kind: 'poll', question: name ?? '', options: words }
    }
    case 'eventMessage': {
      const { name, description } = content as proto.Message.IEventMessage
      return card(name, description)
    }
    case 'productMessage': {
      const { product } = content as proto.Message.IProductMessage
      return card(product?.title, product?.description)
    }
    case 'orderMessage': {
      const { orderTitle, message, itemCount } = content as proto.Message.IOrderMessage
      const items = toNumber(itemCount)
      return card(orderTitle || message, items > 0 ? `× ${items}` : null)
    }
    case 'groupInviteMessage': {
      const { groupName, caption } = content as proto.Message.IGroupInviteMessage
      return card(groupName, caption)
    }
    case 'requestPhoneNumberMessage':
      return { kind: 'number_request' }
    default:
      return null
  }
}

function location({ degreesLatitude, degreesLongitude, name, address }: Location): MessageDetails | null {
  const [latitude, longitude] = [Number(degreesLatitude), Number(degreesLongitude)]
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return null
  return { kind: 'location', latitude, longitude, name: name || null, address: address || null }
}

function card(title: string | null | undefined, text: string | null | undefined): MessageDetails | null {
  return title ? { kind: 'card', title, text: text || null } : null
}

function person({ displayName, vcard }: proto.Message.IContactMessage): { name: string; phones: string[] } {
  const lines = (vcard ?? '').replace(/\r?\n[ \t]/gu, '').split(/\r?\n/u)
  const phones = lines.flatMap(
    line => /^(?:[\w-]+\.)?TEL[^:]*:(?<number>.+)$/iu.exec(line)?.groups?.['number']?.trim() ?? [],
  )
  return { name: displayName || nameOf(lines) || phones[0] || '', phones: [...new Set(phones)] }
}

function nameOf(lines: readonly string[]): string | undefined {
  const name = lines
    .find(line => /^FN[;:]/iu.test(line))
    ?.replace(/^[^:]*:/u, '')
    .trim()
  return name && unescapeValue(name)
}
