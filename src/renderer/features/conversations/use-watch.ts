import { useEffect } from 'react'
import type { ConversationId } from '#shared/domain/ids.ts'
import { rpc } from '../../rpc/api.ts'

/** The core forgets after ten minutes who is not asked for again. */
const RENEWED_EVERY = 5 * 60_000

/** While the chat is open the core asks WhatsApp whether the customer writes. Without an answer there is no sign of it, and no harm. */
export function useWatch(id: ConversationId): void {
  useEffect(() => {
    const ask = () => void rpc.conversations.watch({ id }).catch(() => undefined)
    ask()
    const timer = setInterval(ask, RENEWED_EVERY)
    return () => clearInterval(timer)
  }, [id])
}
