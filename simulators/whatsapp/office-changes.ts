import { normalizeMessageContent, proto } from '@whiskeysockets/baileys'
import { textOf } from './message-text.ts'
import type { OfficeMessageRecord, SimulatorRecord } from './record.ts'

const { Type } = proto.Message.ProtocolMessage

/** What the office's device tells of a message it sent before. */
export interface OfficeChange {
  readonly key: proto.IMessageKey
  /** The message in its new form; null when it is deleted for everyone. */
  readonly edited: proto.IMessage | null
  readonly text: string | null
}

export function changeIn(message: proto.IMessage): OfficeChange | null {
  const told = message.protocolMessage
  if (!told?.key) return null
  if (told.type === Type.REVOKE) return { key: told.key, edited: null, text: null }
  if (told.type !== Type.MESSAGE_EDIT || !told.editedMessage) return null
  return { key: told.key, edited: told.editedMessage, text: textOf(told.editedMessage) }
}

interface ChangePlace {
  readonly chatJids: readonly string[]
  /** What the stanza says of it. */
  readonly edit: string | undefined
}

/** The office changes or deletes what it wrote: a phone does it once, and only to the office's own messages in that chat. */
export function takeChange(
  record: SimulatorRecord,
  row: OfficeMessageRecord,
  change: OfficeChange,
  place: ChangePlace,
): void {
  if (row.arrivals > 1) return
  const changed = record.findOfficeMessage(row.phone, row.contact, change.key.id ?? '')
  const ignoredBecause = changed ? whyIgnored(change, place) : 'there is no such message'
  if (!changed || ignoredBecause !== null) return record.officeChanged(row, { ignoredBecause })
  const { edited, text } = change
  record.officeChanged(changed, edited ? { text, editedAt: row.at } : { text: null, deletedAt: row.at })
}

/** Null when the phone does what is said. */
function whyIgnored({ key, edited }: OfficeChange, { chatJids, edit }: ChangePlace): string | null {
  if (edit !== (edited ? '1' : '7')) return `the stanza says edit="${edit ?? ''}"`
  if (!key.fromMe) return 'the key is not of a message of the sender'
  return chatJids.includes(key.remoteJid ?? '') ? null : 'the key is of another chat'
}

/** Whether phones show it as forwarded. */
export function isForwarded(message: proto.IMessage): boolean {
  const content = normalizeMessageContent(message)
  const parts: unknown[] = content ? Object.values(content) : []
  return parts.some(part => (part as { contextInfo?: proto.IContextInfo } | null)?.contextInfo?.isForwarded === true)
}
