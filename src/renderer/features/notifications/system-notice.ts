interface SystemNotice {
  readonly tag: string
  readonly title: string
  readonly body: string
  readonly onClick: () => void
}

/** The browser's own notification, for when no window of Santral is in sight. Stays until somebody looks at it (row E19). */
export function showSystemNotice({ tag, title, body, onClick }: SystemNotice): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const notice = new Notification(title, { body, tag, requireInteraction: true, silent: true })
  notice.addEventListener('click', () => {
    window.focus()
    onClick()
    notice.close()
  })
}
