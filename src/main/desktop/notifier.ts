import { Notification } from 'electron'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import { createLogger } from '../logging/logger.ts'
import type { NoticeSubject, Notifier } from '../ports/notifier.ts'

/** A notice that is not kept is collected as garbage, and its click goes nowhere. */
const MOST_KEPT = 50

const log = createLogger('desktop')

export function createDesktopNotifier({
  isAttended,
  onClick,
}: {
  /** Whether somebody is looking at the window: then the page tells, and once is enough. */
  isAttended: () => boolean
  onClick: (conversationId: ConversationId | undefined, leadId: LeadId | undefined) => void
}): Notifier {
  const kept = new Map<NoticeSubject, Notification>()

  function withdraw(about: NoticeSubject): void {
    const notification = kept.get(about)
    kept.delete(about)
    notification?.close()
  }

  return {
    withdraw,
    show({ title, body, opens, opensLead, about, staysOpen = false }) {
      if (isAttended() || !Notification.isSupported()) return
      const notification = new Notification({
        title,
        body,
        // The page plays the sound, for whoever wants one and when they want it.
        silent: true,
        timeoutType: staysOpen ? 'never' : 'default',
        urgency: staysOpen ? 'critical' : 'normal',
      })
      const subject = opens ?? opensLead ?? about
      withdraw(subject)
      kept.set(subject, notification)
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break
        kept.delete(oldest)
      }
      const forget = () => {
        if (kept.get(subject) === notification) kept.delete(subject)
      }
      notification.on('click', () => {
        forget()
        onClick(opens, opensLead)
      })
      notification.on('close', forget)
      notification.on('failed', (_event, error) => {
        forget()
        log.warn({ error }, 'a notice could not be shown')
      })
      notification.show()
    },
  }
}
