import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { type ChannelAccountId, type ConversationId, type MessageId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { LinkState } from '#shared/domain/link-state.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { transact } from '../../../db/database.ts'
import { openTestDatabase } from '../../../db/testing/test-database.ts'
import { createAppEvents, type PublishedEvent } from '../../../events/app-events.ts'
import type { AnyJob } from '../../../jobs/define-job.ts'
import { createJobQueue } from '../../../jobs/job-queue.ts'
import { createJobRunner, type JobRunner } from '../../../jobs/job-runner.ts'
import { listJobRuns } from '../../../jobs/queries.ts'
import { jobs as jobRows } from '../../../jobs/schema.ts'
import { createLogger } from '../../../logging/logger.ts'
import type { FakeClock } from '../../../ports/fakes.ts'
import { createFileBlobStore } from '../../../ports/file-blob-store.ts'
import type { Viewer } from '../../../rpc/context.ts'
import type { ChannelFact, ChannelMessage } from '../../channels/channel.ts'
import { channelAccounts } from '../../channels/schema.ts'
import { createChannelService } from '../../channels/service.ts'
import { createFilesOfLead } from '../../files/files-of-lead.ts'
import { createMessageFiles } from '../../files/message-files.ts'
import { createFollowUpService } from '../../leads/follow-up-service.ts'
import type { MergeConversations } from '../../leads/merge.ts'
import { createMergeService } from '../../leads/merge-service.ts'
import { createPeople } from '../../leads/people-service.ts'
import { createLeadReader } from '../../leads/read-lead.ts'
import { leads } from '../../leads/schema.ts'
import { createLeadService } from '../../leads/service.ts'
import { createSettingsService } from '../../settings/service.ts'
import { staff } from '../../staff/schema.ts'
import { stages } from '../../stages/schema.ts'
import { createStageService } from '../../stages/service.ts'
import { takeTemplate } from '../../templates/queries.ts'
import { createBlockService } from '../block-service.ts'
import { createBlocks } from '../blocks.ts'
import { createFetchMediaJob } from '../fetch-media.ts'
import { createFetchQueue } from '../fetch-queue.ts'
import { mergeConversationsOf } from '../merge-conversations.ts'
import { createMessageChangeService } from '../message-change-service.ts'
import type { OnText } from '../message-intake.ts'
import { createMessageService } from '../message-service.ts'
import { createMessageStatuses } from '../message-statuses.ts'
import { createNumberRequestService } from '../number-requests.ts'
import { createReadMarks } from '../read-marks.ts'
import { createReadReceipts } from '../read-receipts.ts'
import { createReceiver } from '../receive.ts'
import { conversations, messages } from '../schema.ts'
import { createSendChangeJob } from '../send-change.ts'
import { createSendMessageJob } from '../send-message.ts'
import { createSendQueue } from '../send-queue.ts'
import { createSendReactionJob } from '../send-reaction.ts'
import { createConversationService } from '../service.ts'
import { createSharingService } from '../sharing-service.ts'
import { splitConversationsOf } from '../split-conversations.ts'
import { createBlockQueue, createTellBlockJob } from '../tell-block.ts'
import { createTellReadJob } from '../tell-read.ts'
import { createTypingAnnouncer } from '../typing.ts'
import { createUploadMediaJob } from '../upload-media.ts'
import { createFakeChannel } from './fake-channel.ts'

export const PHONE = '+905551234567'

/** An office that talks through one number of a channel in small: everything else is real. */
export function openTestInbox({
  onText,
  moreJobs = () => [],
}: {
  onText?: OnText
  /** Of a feature that is built on the chats. */
  moreJobs?: () => readonly AnyJob[]
} = {}) {
  const database = openTestDatabase()
  const { db, clock } = database
  const events = createAppEvents()
  const published: PublishedEvent[] = []
  events.subscribe(event => published.push(event))
  const log = createLogger('test')
  const settings = createSettingsService({ db, clock, events, log })
  const jobs = createJobQueue({ clock })
  const channel = createFakeChannel(clock)
  const accountId = newId<ChannelAccountId>()
  const notified: MessageId[] = []

  const filesOfLead = createFilesOfLead({ events, jobs })
  const mergeConversations: MergeConversations = (tx, keep, absorb, now) => {
    mergeConversationsOf(tx, keep, absorb, now)
    filesOfLead.moveFiles(tx, keep, absorb)
  }
  const people = createPeople({ clock, settings, mergeConversations })
  const queue = createSendQueue({ db, jobs })
  const onSettled = (tx: typeof db, { conversationId }: { conversationId: ConversationId }) =>
    queue.wakeNext(tx, conversationId)
  const statuses = createMessageStatuses({ clock, events, people, onSettled })
  const readMarks = createReadMarks({ events })
  const raiseNotification = ({ id }: { id: MessageId }) => void notified.push(id)
  const blobs = createFileBlobStore({ folder: join(database.folder, 'files') })
  const files = createMessageFiles({ db, clock, events, jobs, blobs, settings })
  const fetchQueue = createFetchQueue({ files, jobs })
  const blocks = createBlocks({ clock, events })
  const receiver = createReceiver({
    clock,
    events,
    people,
    statuses,
    readMarks,
    raiseNotification,
    files,
    fetchQueue,
    blocks,
    ...(onText === undefined ? {} : { onText }),
  })
  const receipts = createReadReceipts({ db, settings, jobs })
  const blockQueue = createBlockQueue({ db, jobs })
  const sink = {
    receive: receiver.receive,
    typing: createTypingAnnouncer({ db, events }),
    findSent: () => null,
    linkChanged(id: ChannelAccountId, state: LinkState) {
      blockQueue.linkChanged(id, state)
      receipts.linkChanged(id, state)
      queue.linkChanged(id, state)
    },
  }
  const channels = createChannelService({ db, clock, events, settings, sink, providers: [channel.provider], log })
  const world = { db, clock, events, channels, readMarks, receipts }
  const messageService = createMessageService({
    ...{ ...world, jobs, queue, files, fetchQueue },
    takeTemplate: (tx, id) => takeTemplate(tx, id, clock.now()),
  })
  const messageChanges = createMessageChangeService({ ...world, queue, files })
  const sendJob = () => createSendMessageJob({ db, clock, channels, statuses, queue })
  const reactionJob = () => createSendReactionJob({ db, clock, events, channels })
  const changeJob = () => createSendChangeJob({ db, clock, events, channels, files })
  const blockJob = () => createTellBlockJob({ db, clock, channels, blocks })
  const readJob = () => createTellReadJob({ db, clock, settings, channels })
  const uploadJob = () => createUploadMediaJob({ db, clock, channels, files, statuses, queue })
  const fetchJob = () => createFetchMediaJob({ db, clock, events, channels, files })
  const runners: JobRunner[] = []

  function hire(role: StaffRole): Viewer {
    const id = newId<StaffId>()
    const person = { name: role, email: `${id}@ofis.test`, role, locale: 'tr' } as const
    db.insert(staff)
      .values({ id, ...person, createdAt: 0, updatedAt: 0 })
      .run()
    return { id, role, locale: 'tr' }
  }

  function startRunner({ runnerClock = clock }: { runnerClock?: FakeClock } = {}): JobRunner {
    const runner = createJobRunner({
      db,
      clock: runnerClock,
      queue: jobs,
      definitions: [
        ...[sendJob(), reactionJob(), changeJob(), uploadJob(), fetchJob(), blockJob(), readJob()],
        ...moreJobs(),
      ],
      random: () => 0.5,
    })
    runners.push(runner)
    runner.start()
    return runner
  }

  const admin = hire('admin')
  transact(db, tx => createStageService({ db, clock, events }).insertInitial(tx, admin.id, 'tr'))
  const account = { id: accountId, channel: 'whatsapp', provider: 'whatsapp-link', name: 'Ofis' } as const
  db.insert(channelAccounts)
    .values({ ...account, createdAt: 0, updatedAt: 0 })
    .run()
  channels.start()
  channel.connect(accountId)

  const readLead = createLeadReader({ db, clock, settings })
  let count = 0
  return {
    database,
    db,
    clock,
    events,
    published,
    /** Types of what was published, oldest first. */
    heard: () => published.map(({ event }) => event.type),
    settings,
    channel,
    channels,
    accountId,
    notified,
    queue,
    files,
    readMarks,
    receipts,
    blobs,
    jobs,
    admin,
    hire,
    startRunner,
    messages: messageService,
    numberRequests: createNumberRequestService({ ...world, queue, files }),
    blocks: createBlockService({ db, clock, channels, blocks, queue: blockQueue }),
    messageChanges,
    sharing: createSharingService({ ...world, settings, queue, files }),
    conversations: createConversationService({ ...world, settings }),
    merges: createMergeService({
      db,
      clock,
      events,
      readLead,
      mergeConversations,
      splitConversations: splitConversationsOf,
    }),
    followUps: createFollowUpService({ db, clock, events, readLead }),
    leads: createLeadService({
      db,
      clock,
      events,
      settings,
      readLead,
      forgetMessages: messageService.forgetMessagesOf,
    }),

    /** A text of the customer, a second after the one before, and all of them some minutes ago. */
    text(body: string, over: Partial<ChannelMessage> = {}): ChannelFact {
      count += 1
      return {
        kind: 'message',
        message: {
          externalId: `M${count}`,
          direction: 'in',
          peer: { phone: PHONE, lid: null },
          pushName: over.direction === 'out' ? null : 'Ayşe Kaya',
          kind: 'text',
          body,
          media: null,
          details: null,
          isForwarded: false,
          isViewOnce: false,
          isEphemeral: false,
          sentAt: clock.now() - 1_000_000 + count * 1_000,
          quotedExternalId: null,
          adReferral: null,
          raw: null,
          isHistory: false,
          ...over,
        },
      }
    },
    receive(...facts: ChannelFact[]): void {
      transact(db, tx => receiver.receive(tx, accountId, facts))
    },
    /** Writes a message into a conversation, as the page does. */
    async write(body: string, conversationId: ConversationId, id = newId<MessageId>()): Promise<MessageId> {
      await messageService.send(admin, { id, conversationId, body, quotedId: null })
      return id
    },

    all: {
      leads: () => db.select().from(leads).orderBy(leads.seq).all(),
      messages: () => db.select().from(messages).orderBy(messages.sortAt, messages.seq).all(),
      conversations: () => db.select().from(conversations).orderBy(conversations.seq).all(),
      runs: () => listJobRuns(db, { name: 'messages.send', limit: 10_000 }),
    },
    jobState: (name: string) => db.select().from(jobRows).where(eq(jobRows.name, name)).get()?.state,
    messageOf: (id: MessageId) => db.select().from(messages).where(eq(messages.id, id)).get(),
    stageIdOf: (outcome: string) =>
      db
        .select()
        .from(stages)
        .all()
        .find(stage => stage.outcome === outcome)?.id,

    async close(): Promise<void> {
      for (const runner of runners) await runner.drain(0)
      await channels.stop()
      database.close()
    },
  }
}
export type TestInbox = ReturnType<typeof openTestInbox>
