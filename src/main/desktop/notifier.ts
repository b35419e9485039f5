import { Notification } from 'electron'
import type { ConversationId } from '#shared/domain/ids.ts'
import { createLogger } from '../logging/logger.ts'
import type { Notifier } from '../ports/notifier.ts'

/** A notice that is not kept is collected as garbage, and its click goes nowhere. */
const MOST_KEPT = 50

const log = createLogger('desktop')

export function createDesktopNotifier({
  isAttended,
  onClick,
}: {
  /** Whether somebody is looking at the window: then the page tells, and once is enough. */
  isAttended: () => boolean
  onClick: (conversationId: ConversationId | undefined) => void
}): Notifier {
  const kept = new Set<Notification>()
  return {
    show({ title, body, opens, staysOpen = false }) {
      if (isAttended() || !Notification.isSupported()) return
      const notification = new Notification({
        title,
        body,
        timeoutType: staysOpen ? 'never' : 'default',
        urgency: staysOpen ? 'critical' : 'normal',
      })
      kept.add(notification)
      for (const oldest of kept) {
        if (kept.size <= MOST_KEPT) break
        kept.delete(oldest)
      }
      notification.on('click', () => {
        kept.delete(notification)
        onClick(opens)
      })
      notification.on('close', () => kept.delete(notification))
      notification.on('failed', (_event, error) => {
        kept.delete(notification)
        log.warn({ error }, 'a notice could not be shown')
      })
      notification.show()
    },
  }
}
