/** What the app must know of a window to end it. */
export interface OpenWindow {
  close(): void
  destroy(): void
}

export const windows = new Set<OpenWindow>()
