import type { LeadId } from '#shared/domain/ids.ts'
import { afterCommit, type Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { createLeadMails } from './features/lead-mails/service.ts'
import { recordInteraction } from './features/leads/interactions.ts'
import { createFollowOutboundJob } from './features/outbox/follow-outbound.ts'
import { createSendOutboundJob } from './features/outbox/send-outbound.ts'
import { createOutboxQueue } from './features/outbox/send-queue.ts'
import { createOutbox, createOutboxGiveUp, createOutboxService, moveOutbox } from './features/outbox/service.ts'
import { createSettling } from './features/outbox/settle.ts'
import type { SecretBox } from './features/secrets/secret-box.ts'
import { createSecrets } from './features/secrets/secrets.ts'
import { createProviderFactory, type SenderEndpoints } from './features/senders/make-provider.ts'
import { createSenders } from './features/senders/service.ts'
import { writeTestMessage } from './features/senders/trial-message.ts'
import type { SettingsService } from './features/settings/service.ts'
import { storeProviderTemplates } from './features/templates/approved-templates.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import type { BlobStore } from './ports/blob-store.ts'
import type { Clock } from './ports/clock.ts'

/** Mail, SMS and official WhatsApp on their way out. Who queues something is given `outbox`. */
export function wireOutbox(world: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  blobs: BlobStore
  secretBox: SecretBox
  settings: SettingsService
  endpoints: SenderEndpoints
}) {
  const { db, clock, events, secretBox } = world
  const { port: senders, service } = createSenders({
    ...world,
    secrets: createSecrets({ box: secretBox, clock }),
    makeProvider: createProviderFactory(world),
    storeTemplates(tx, found) {
      const changed = storeProviderTemplates(tx, found, clock.now())
      if (changed > 0) afterCommit(tx, () => events.publish({ type: 'templates.changed' }))
      return changed
    },
    testWords: by => writeTestMessage(db, by),
  })
  const queue = createOutboxQueue(world)
  const settling = createSettling({ ...world, recordInteraction })
  const parts = { ...world, senders, queue, settling }
  const outbox = createOutbox(parts)
  const leadMails = createLeadMails({ ...world, outbox })
  return {
    senders,
    outbox,
    leadMails,
    moveOutbox(tx: Db, keep: LeadId, absorb: LeadId): void {
      moveOutbox(tx, keep, absorb)
      leadMails.move(tx, keep, absorb)
    },
    giveUpOutbox: createOutboxGiveUp(parts),
    services: { outbox: createOutboxService(parts), senders: service },
    definitions: [createSendOutboundJob(parts), createFollowOutboundJob(parts)],
    start: () => queue.wakeAll(),
  }
}
