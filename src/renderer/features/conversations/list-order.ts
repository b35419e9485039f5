import type { ConversationSummary } from '#shared/contract/conversations.ts'
import type { ConversationId } from '#shared/domain/ids.ts'

export interface ListArrangement {
  rows: ConversationSummary[]
  /** Conversations that stand, or would stand, above what is shown now: the count on the "new" button. */
  waitingAbove: number
}

interface ArrangeOptions {
  /** What is shown now, top to bottom. */
  shown: readonly ConversationSummary[]
  /** What the core says now, newest first. */
  incoming: readonly ConversationSummary[]
  /** The open conversation: it stays in sight even when a filter no longer covers it. */
  selectedId: ConversationId | null
  /** Somebody points at the list, moves in it by keyboard or has scrolled down: rows may change, but not move. */
  isHeld: boolean
}

/**
 * Arranges the conversation list so that no row moves under the pointer. While held, shown rows keep their places and take
 * their new contents, rows of further pages are added at the end, and what would come on top only counts.
 */
export function arrangeList({ shown, incoming, selectedId, isHeld }: ArrangeOptions): ListArrangement {
  if (!isHeld || shown.length === 0) return { rows: keepSelected(shown, incoming, selectedId), waitingAbove: 0 }

  const newest = new Map(incoming.map(row => [row.id, row]))
  const rows = shown.map(row => newest.get(row.id) ?? row)
  const held = new Set(rows.map(row => row.id))
  const lastHeld = incoming.findLastIndex(row => held.has(row.id))
  const unknown = incoming.map((row, index) => ({ row, index })).filter(({ row }) => !held.has(row.id))
  for (const { row, index } of unknown) if (index > lastHeld) rows.push(row)

  const firstShown = rows[0]
  const movedUp = firstShown === undefined ? 0 : incoming.findIndex(row => row.id === firstShown.id)
  return { rows, waitingAbove: Math.max(0, movedUp) }
}

function keepSelected(
  shown: readonly ConversationSummary[],
  incoming: readonly ConversationSummary[],
  selectedId: ConversationId | null,
): ConversationSummary[] {
  const rows = [...incoming]
  if (selectedId === null || incoming.some(row => row.id === selectedId)) return rows
  const index = shown.findIndex(row => row.id === selectedId)
  const selected = shown[index]
  if (selected !== undefined) rows.splice(Math.min(index, rows.length), 0, selected)
  return rows
}

/** The row before or after, for J and K. Without a selection the first one. */
export function neighbourOf(
  rows: readonly ConversationSummary[],
  id: ConversationId | null,
  step: 1 | -1,
): ConversationSummary | undefined {
  const index = rows.findIndex(row => row.id === id)
  if (index === -1) return rows[0]
  return rows[index + step] ?? rows[index]
}
