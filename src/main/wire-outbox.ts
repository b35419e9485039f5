import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { recordInteraction } from './features/leads/interactions.ts'
import { createFollowOutboundJob } from './features/outbox/follow-outbound.ts'
import { createSendOutboundJob } from './features/outbox/send-outbound.ts'
import { createOutboxQueue } from './features/outbox/send-queue.ts'
import type { Senders } from './features/outbox/sender.ts'
import { createOutbox, createOutboxGiveUp, createOutboxService, moveOutbox } from './features/outbox/service.ts'
import { createSettling } from './features/outbox/settle.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import type { Clock } from './ports/clock.ts'

/** Mail, SMS and official WhatsApp on their way out. Who queues something is given `outbox`. */
export function wireOutbox(world: { db: Db; clock: Clock; events: AppEvents; jobs: JobQueue }) {
  // Nobody is set up to carry anything.
  const senders: Senders = { forChannel: () => null, ofKind: () => null }
  const queue = createOutboxQueue(world)
  const settling = createSettling({ ...world, recordInteraction })
  const parts = { ...world, senders, queue, settling }
  return {
    outbox: createOutbox(parts),
    moveOutbox,
    giveUpOutbox: createOutboxGiveUp(parts),
    services: { outbox: createOutboxService(parts) },
    definitions: [createSendOutboundJob(parts), createFollowOutboundJob(parts)],
    start: () => queue.wakeAll(),
  }
}
