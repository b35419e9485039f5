/** Says outside of the window how many chats are unread: on the dock, the taskbar, the tray. */
export interface Badge {
  /** Zero takes it away. */
  show(unreadChats: number): void
}
