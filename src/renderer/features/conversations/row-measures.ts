import type { MessageRow } from './message-rows.ts'
import { pictureSize } from './picture-size.ts'
import type { ShownMessage } from './shown-message.ts'

const CHARACTERS_PER_LINE = 62
const LINE = 20

/** A row's height before it has been drawn. The better the guess, the less the scroll bar moves while older rows come in. */
export function estimateHeight(row: MessageRow | undefined): number {
  if (row?.kind === 'note') return heightOfText(String(row.note.data['text'] ?? '')) + 52
  if (row === undefined || row.kind !== 'message') return 40
  const { message, endsGroup } = row
  const extras =
    heightOfContent(message) +
    (message.reactions.length === 0 ? 0 : 18) +
    (message.quoted === null ? 0 : 50) +
    (message.adReferral === null ? 0 : 96) +
    (message.status === 'failed' || message.change?.state === 'failed' ? 26 : 0)
  return heightOfText(message.body) + 14 + extras + (endsGroup ? 8 : 0)
}

function heightOfText(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / CHARACTERS_PER_LINE), 0)
  return Math.min(lines, 60) * LINE
}

function heightOfContent({ kind, attachment, details }: ShownMessage): number {
  if (attachment === null)
    return kind === 'text' ? 0 : details?.kind === 'poll' ? 40 + details.options.length * LINE : 42
  const isPicture = attachment.kind === 'image' || attachment.kind === 'video' || attachment.kind === 'sticker'
  return isPicture ? pictureSize(attachment).height : 52
}

/** The day of the row at the top of what is in sight. */
export function dayAt(rows: readonly MessageRow[], index: number): number | null {
  for (let below = index; below < rows.length; below++) {
    const row = rows[below]
    if (row?.kind === 'message') return row.message.sortAt
    if (row?.kind === 'note') return row.note.happenedAt
    if (row?.kind === 'day') return row.at
  }
  return null
}
