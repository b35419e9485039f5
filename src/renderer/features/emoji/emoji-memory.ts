import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import type { StaffId } from '#shared/domain/ids.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'

export const SKIN_TONES = ['none', 'light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const
export type SkinTone = (typeof SKIN_TONES)[number]

const Remembered = z.object({ recent: z.array(z.string().max(64)), tone: z.enum(SKIN_TONES) })
type Remembered = Readonly<z.infer<typeof Remembered>>

/** Two lines of the picker. */
export const MOST_RECENT = 18
const NOTHING: Remembered = { recent: [], tone: 'none' }

/** What one person picked last, and in which skin tone; kept on this PC. */
export interface EmojiMemory {
  read: () => Remembered
  noteUse: (emoji: string) => void
  setTone: (tone: SkinTone) => void
  subscribe: (listener: () => void) => () => void
}

/** A full or forbidden storage only means that it is remembered as long as the page. */
export function createEmojiMemory(storage: Storage, staffId: StaffId): EmojiMemory {
  const key = `santral.emoji.${staffId}`
  const listeners = new Set<() => void>()
  let remembered = parse(storage.getItem(key))

  function remember(next: Remembered): void {
    remembered = next
    try {
      storage.setItem(key, JSON.stringify(next))
    } catch {
      // It is in memory still.
    }
    for (const listener of listeners) listener()
  }

  return {
    read: () => remembered,
    noteUse: emoji =>
      remember({
        ...remembered,
        recent: [emoji, ...remembered.recent.filter(one => one !== emoji)].slice(0, MOST_RECENT),
      }),
    setTone: tone => remember({ ...remembered, tone }),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function parse(json: string | null): Remembered {
  try {
    return Remembered.parse(JSON.parse(json ?? ''))
  } catch {
    return NOTHING
  }
}

const memories = new Map<StaffId, EmojiMemory>()

export function useEmojiMemory(): EmojiMemory & Remembered {
  const { id } = useSignedInStaff()
  let memory = memories.get(id)
  if (memory === undefined) {
    memory = createEmojiMemory(localStorage, id)
    memories.set(id, memory)
  }
  const remembered = useSyncExternalStore(memory.subscribe, memory.read)
  return { ...memory, ...remembered }
}
