import type { QuickReply } from '#shared/contract/quick-replies.ts'
import { foldText } from '#shared/domain/fold-text.ts'

/** Those in which every word of the search occurs; whose name begins with it come first, then by use as they are. */
export function findQuickReplies(replies: readonly QuickReply[], search: string): readonly QuickReply[] {
  const words = foldText(search).split(/\s+/u).filter(Boolean)
  if (words.length === 0) return replies
  const found = replies.filter(({ name, content }) => {
    const text = foldText(`${name} ${content}`)
    return words.every(word => text.includes(word))
  })
  const start = words.join(' ')
  const [inName, elsewhere] = [true, false].map(wanted =>
    found.filter(({ name }) => foldText(name).startsWith(start) === wanted),
  )
  return [...(inName ?? []), ...(elsewhere ?? [])]
}
