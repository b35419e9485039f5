import { z } from 'zod'
import type { ConversationId, MessageId, StaffId, TemplateId } from '#shared/domain/ids.ts'

export interface Draft {
  text: string
  /** The message it answers. */
  quotedId: MessageId | null
  /**
   * The id of a sending whose outcome is unknown, whose text came back. Sent again unchanged it keeps this id, so that it
   * cannot be doubled.
   */
  resendId: MessageId | null
  /** The template that its text came from, until the field is empty again. */
  templateId?: TemplateId | null
}

const StoredDraft = z.object({
  text: z.string(),
  quotedId: z.uuid().nullable(),
  resendId: z.uuid().nullable(),
  templateId: z.uuid().nullable().optional(),
  savedAt: z.number(),
})

const MONTH = 30 * 86_400_000

/** Half-written messages of one person, by conversation, kept on this PC. */
export interface DraftStore {
  read: (conversationId: ConversationId) => Draft | null
  write: (conversationId: ConversationId, draft: Draft | null) => void
  subscribe: (listener: () => void) => () => void
}

/** `storage` is the page's local storage; a full or forbidden one only means that drafts live as long as the page. */
export function createDraftStore(storage: Storage, owner: StaffId | `${StaffId}-notes`, now: () => number): DraftStore {
  const prefix = `santral.draft.${owner}.`
  const known = new Map<ConversationId, Draft>()
  const listeners = new Set<() => void>()

  for (const key of keysOf(storage)) {
    if (!key.startsWith(prefix)) continue
    const stored = parse(storage.getItem(key))
    if (stored === null || stored.savedAt < now() - MONTH) storage.removeItem(key)
    else known.set(key.slice(prefix.length) as ConversationId, toDraft(stored))
  }

  return {
    read: conversationId => known.get(conversationId) ?? null,
    write(conversationId, draft) {
      const isEmpty = draft === null || (draft.text.trim() === '' && draft.quotedId === null)
      if (isEmpty) known.delete(conversationId)
      else known.set(conversationId, draft)
      try {
        if (isEmpty) storage.removeItem(prefix + conversationId)
        else storage.setItem(prefix + conversationId, JSON.stringify({ ...draft, savedAt: now() }))
      } catch {
        // Full or forbidden: the draft is still in memory.
      }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function keysOf(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter(key => key !== null)
}

function parse(json: string | null): z.infer<typeof StoredDraft> | null {
  try {
    return StoredDraft.parse(JSON.parse(json ?? ''))
  } catch {
    return null
  }
}

function toDraft(stored: z.infer<typeof StoredDraft>): Draft {
  return {
    text: stored.text,
    quotedId: stored.quotedId as MessageId | null,
    resendId: stored.resendId as MessageId | null,
    ...(stored.templateId ? { templateId: stored.templateId as TemplateId } : {}),
  }
}

/** The draft after a message could not be sent: its text first, then what has been typed in the meantime. */
export function withReturnedText(
  draft: Draft | null,
  returned: { id: MessageId; text: string; quotedId: MessageId | null },
): Draft {
  const typed = draft?.text ?? ''
  if (typed.trim() === '') return { text: returned.text, quotedId: returned.quotedId, resendId: returned.id }
  return { text: `${returned.text}\n${typed}`, quotedId: draft?.quotedId ?? returned.quotedId, resendId: null }
}
