import type { MessageDirection, MessageStatus } from '#shared/domain/message.ts'

/** The mark behind a message of ours. The customer's messages carry none. */
export type Tick = 'on-its-way' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed'

export function tickOf(message: {
  direction: MessageDirection
  status: MessageStatus
  isOnItsWay?: boolean
}): Tick | null {
  if (message.direction === 'in') return null
  if (message.isOnItsWay === true) return 'on-its-way'
  return message.status
}
