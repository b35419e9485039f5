import type { Message } from '#shared/contract/conversations.ts'
import type { Interaction } from '#shared/contract/leads.ts'

export type TimelineItem =
  | { readonly kind: 'happening'; readonly at: number; readonly happening: Interaction }
  | { readonly kind: 'message'; readonly at: number; readonly message: Message }

interface Loaded<Item> {
  readonly items: readonly Item[]
  readonly hasMore: boolean
}

/**
 * What happened and what was said as one list, the newest first. Both come page by page: nothing is shown that lies before the end
 * of a list that goes on, so that the next page never slips in between what stands there already.
 */
export function mergeTimeline(happenings: Loaded<Interaction>, messages: Loaded<Message>): TimelineItem[] {
  const ends = [
    happenings.hasMore ? (happenings.items.at(-1)?.happenedAt ?? Infinity) : -Infinity,
    messages.hasMore ? (messages.items.at(-1)?.sortAt ?? Infinity) : -Infinity,
  ]
  const from = Math.max(...ends)
  const all: TimelineItem[] = [
    ...happenings.items.map(happening => ({ kind: 'happening' as const, at: happening.happenedAt, happening })),
    ...messages.items.map(message => ({ kind: 'message' as const, at: message.sortAt, message })),
  ]
  return all.filter(({ at }) => at >= from).toSorted((one, other) => other.at - one.at)
}
