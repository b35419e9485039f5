import type { MessageId } from '#shared/domain/ids.ts'

interface Standing {
  readonly messageIds: readonly MessageId[]
  readonly close: () => void
}

/**
 * The notices of this window that stand, with the messages behind each: what somebody has read, here, in another window or on the
 * phone, is not told any longer.
 */
export function createStandingNotices(isUnread: (messageId: MessageId) => Promise<boolean>) {
  const standing = new Map<string, Standing>()
  return {
    /** Takes the place of an earlier one of that name. */
    add(name: string, notice: Standing): void {
      standing.get(name)?.close()
      standing.set(name, notice)
    },
    close(name: string): void {
      standing.get(name)?.close()
      standing.delete(name)
    },
    /** Something was read, or has gone: closes what has nothing unread behind it any more. */
    async review(): Promise<void> {
      await Promise.all(
        [...standing].map(async ([name, notice]) => {
          const unread = await Promise.all(notice.messageIds.map(isUnread))
          if (unread.includes(true) || standing.get(name) !== notice) return
          standing.delete(name)
          notice.close()
        }),
      )
    },
  }
}
