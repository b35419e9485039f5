import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import type { ChannelService } from './features/channels/service.ts'
import type { Blocks } from './features/conversations/blocks.ts'
import { createFetchMediaJob } from './features/conversations/fetch-media.ts'
import type { MessageStatuses } from './features/conversations/message-statuses.ts'
import { createSendChangeJob } from './features/conversations/send-change.ts'
import { createSendMessageJob } from './features/conversations/send-message.ts'
import type { SendQueue } from './features/conversations/send-queue.ts'
import { createSendReactionJob } from './features/conversations/send-reaction.ts'
import { createTellBlockJob } from './features/conversations/tell-block.ts'
import { createTellReadJob } from './features/conversations/tell-read.ts'
import { createUploadMediaJob } from './features/conversations/upload-media.ts'
import type { MessageFiles } from './features/files/message-files.ts'
import type { SettingsService } from './features/settings/service.ts'
import type { AnyJob } from './jobs/define-job.ts'
import type { Clock } from './ports/clock.ts'

/** Everything that leaves a conversation, or is fetched for it, each as a job of its own. */
export function createConversationJobs(world: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: SettingsService
  channels: ChannelService
  statuses: MessageStatuses
  queue: SendQueue
  files: MessageFiles
  blocks: Blocks
}): AnyJob[] {
  return [
    createSendMessageJob(world),
    createUploadMediaJob(world),
    createSendReactionJob(world),
    createTellReadJob(world),
    createTellBlockJob(world),
    createSendChangeJob(world),
    createFetchMediaJob(world),
  ]
}
