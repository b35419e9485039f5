interface SystemNotice {
  readonly tag: string
  readonly title: string
  readonly body: string
  readonly onClick: () => void
}

/** Whether a person at this browser was asked and said "not now": then only the settings offer it. */
const DECLINED = 'santral.system-notices-declined'

/**
 * The browser's own notification, for when nobody looks at a window of Santral. Stays until somebody looks at it (row E19), and
 * leaves the sound to the page. Null where the browser shows none.
 */
export function showSystemNotice({ tag, title, body, onClick }: SystemNotice): { close(): void } | null {
  if (!('Notification' in window) || Notification.permission !== 'granted') return null
  const notice = new Notification(title, { body, tag, requireInteraction: true, silent: true })
  notice.addEventListener('click', () => {
    window.focus()
    onClick()
    notice.close()
  })
  return notice
}

/** The browser would show notices, and nobody has said yet whether it may. */
export function mayAskForSystemNotices(): boolean {
  return 'Notification' in window && Notification.permission === 'default' && localStorage.getItem(DECLINED) === null
}

export function declineSystemNotices(): void {
  localStorage.setItem(DECLINED, 'yes')
}
