import { z } from 'zod'
import { ConversationId } from '#shared/domain/ids.ts'

const OpenedNotice = z.object({ type: z.literal('santral:open-conversation'), conversationId: ConversationId })

/** In the desktop host a click on the system's notice comes from the preload, as a message of this window. Returns the stop. */
export function onNoticeOpened(open: (conversationId: ConversationId) => void): () => void {
  function listen(event: MessageEvent<unknown>): void {
    if (event.source !== window) return
    const opened = OpenedNotice.safeParse(event.data)
    if (opened.success) open(opened.data.conversationId)
  }
  window.addEventListener('message', listen)
  return () => window.removeEventListener('message', listen)
}
