import type { DeliveryState } from '#shared/domain/report-sending.ts'

export const STATE_COLORS = {
  waiting: 'gray',
  sent: 'blue',
  delivered: 'green',
  failed: 'red',
  unknown: 'orange',
} as const satisfies Record<DeliveryState, string>
