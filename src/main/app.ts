import { join } from 'node:path'
import type { AppPorts } from './app-ports.ts'
import type { AppConfig } from './config.ts'
import { createConversationJobs } from './conversation-jobs.ts'
import { presentBackupFolder } from './db/backup-settings.ts'
import type { OpenedDatabase } from './db/open-database.ts'
import { createAppEvents } from './events/app-events.ts'
import { createAuditService } from './features/audit/service.ts'
import { createDailyBackup } from './features/backups/daily-backup.ts'
import { noteRestored } from './features/backups/note-restored.ts'
import { createBackupService } from './features/backups/service.ts'
import { createBrandService } from './features/brands/service.ts'
import type { ChannelSink } from './features/channels/channel.ts'
import { createLinkEventPruning } from './features/channels/prune-link-events.ts'
import { createChannelService } from './features/channels/service.ts'
import { createBlockService } from './features/conversations/block-service.ts'
import { createBlocks } from './features/conversations/blocks.ts'
import { countUnreadConversations } from './features/conversations/conversation-counts.ts'
import { createFetchQueue } from './features/conversations/fetch-queue.ts'
import { createGiveUpSending } from './features/conversations/give-up-sending.ts'
import { mergeConversationsOf } from './features/conversations/merge-conversations.ts'
import { createMessageChangeService } from './features/conversations/message-change-service.ts'
import { findSentForm } from './features/conversations/message-queries.ts'
import { createMessageService } from './features/conversations/message-service.ts'
import { createMessageStatuses } from './features/conversations/message-statuses.ts'
import { createNumberRequestService } from './features/conversations/number-requests.ts'
import { createReadMarks } from './features/conversations/read-marks.ts'
import { createReadReceipts } from './features/conversations/read-receipts.ts'
import { createReceiver } from './features/conversations/receive.ts'
import { createSendQueue } from './features/conversations/send-queue.ts'
import { createConversationService } from './features/conversations/service.ts'
import { createSharingService } from './features/conversations/sharing-service.ts'
import { splitConversationsOf } from './features/conversations/split-conversations.ts'
import { createBlockQueue } from './features/conversations/tell-block.ts'
import { createTypingAnnouncer } from './features/conversations/typing.ts'
import { refreshCountries } from './features/countries/queries.ts'
import { createCountryService } from './features/countries/service.ts'
import { createDiagnosticsService } from './features/diagnostics/service.ts'
import { createFiles } from './features/files/files.ts'
import { recordInteraction } from './features/leads/interactions.ts'
import type { MergeConversations } from './features/leads/merge.ts'
import { createPeople } from './features/leads/people-service.ts'
import { createLeadReader } from './features/leads/read-lead.ts'
import { createLeadService } from './features/leads/service.ts'
import { createNotificationService } from './features/notifications/service.ts'
import { createUnreadBadge } from './features/notifications/unread-badge.ts'
import { createPreferenceService } from './features/preferences/service.ts'
import { moveReminders } from './features/reminders/move-reminders.ts'
import { createSecretBox } from './features/secrets/secret-box.ts'
import { createSessionService } from './features/session/service.ts'
import { createSessions } from './features/session/sessions.ts'
import { createSettingsService } from './features/settings/service.ts'
import { createSetupService } from './features/setup/service.ts'
import { createPasswords, PASSWORD_COST, type PasswordCost } from './features/staff/passwords.ts'
import { createStaffService } from './features/staff/service.ts'
import { createStageService } from './features/stages/service.ts'
import { createSystemService } from './features/system/service.ts'
import { createTemplateService } from './features/templates/service.ts'
import { createWhatsAppProvider } from './features/whatsapp/provider.ts'
import { createJournalPruning } from './features/whatsapp/prune-journal.ts'
import { REPEATED } from './features/whatsapp/receive.ts'
import { GROUP_IGNORED } from './features/whatsapp/to-channel-facts.ts'
import { createJobQueue } from './jobs/job-queue.ts'
import { createJobRunner } from './jobs/job-runner.ts'
import { createLogger } from './logging/logger.ts'
import { createFileBlobStore } from './ports/file-blob-store.ts'
import { createRpcServer } from './rpc/rpc-server.ts'
import type { Services } from './services.ts'
import { wireCalendar } from './wire-calendar.ts'
import { wireCorrespondence } from './wire-correspondence.ts'
import { wireLeadCare, wireLeadRecords } from './wire-lead-care.ts'
import { wireAssignment, wireLeadLists } from './wire-lead-lists.ts'
import { createFormTraces, wireMetaWithLeads } from './wire-meta-leads.ts'
import { wireOutbox } from './wire-outbox.ts'
import { wireOutreach } from './wire-outreach.ts'
import { wireReports } from './wire-reports.ts'
import { wireThisPc } from './wire-this-pc.ts'
import { createTransferFeatures } from './wire-transfers.ts'

/** How long a quit waits for what is under way; the rest is in the database and goes on at the next start. */
const DRAIN_TIMEOUT = 5_000

/**
 * The whole application without a host: every feature's service over one database, behind one router. `database` is open and its
 * folder locked by the caller; `stop` leaves it open.
 */
export function createApp({
  config,
  ports,
  database,
  passwordCost = PASSWORD_COST,
}: {
  config: AppConfig
  ports: AppPorts
  database: OpenedDatabase
  /** Less for a test that opens hundreds of offices; never by a setting or the environment. */
  passwordCost?: PasswordCost
}) {
  const { db } = database
  const { clock } = ports
  const startedAt = clock.now()
  const log = createLogger('app')
  refreshCountries(db, startedAt)

  const events = createAppEvents()
  const jobs = createJobQueue({ clock })
  const secretBox = createSecretBox({ folder: config.dataFolder, secretStore: ports.secretStore })
  const settings = createSettingsService({ db, clock, events, log: createLogger('settings') })
  const passwords = createPasswords(passwordCost)
  const sessions = createSessions({ db, clock })
  const session = createSessionService({ db, clock, events, passwords, sessions })
  const staff = createStaffService({ db, clock, events, settings, passwords, sessions })
  const stages = createStageService({ db, clock, events })
  const blobs = createFileBlobStore({ folder: join(config.dataFolder, 'files') })
  const files = createFiles({ db, clock, events, jobs, blobs, settings, session, recordInteraction })
  const templates = createTemplateService({ db, clock, events, settings, files: files.kept })
  const records = wireLeadRecords({ db, clock, events })
  const founding = { staff, stages, templates, rejectionReasons: records.rejectionReasons }
  const setup = createSetupService({ db, clock, passwords, sessions, settings, ...founding })

  const preferences = createPreferenceService({ db, clock, events })
  const atDesk = { notifier: ports.notifier, badge: ports.badge, listViewersAtDesk: () => rpc.viewersAtDesk() }
  const notifications = createNotificationService({ db, clock, events, settings, preferences, ...atDesk })
  const unreadBadge = createUnreadBadge({
    ...{ clock, events, session, ...atDesk },
    countUnread: viewer => countUnreadConversations(db, viewer).unreadConversations,
  })
  const calendar = wireCalendar({ db, clock, events, settings })
  const formTraces = createFormTraces({ clock })
  const outbound = wireOutbox({ db, clock, events, jobs, blobs, secretBox, settings, endpoints: config.endpoints })
  const mergeConversations: MergeConversations = (tx, keep, absorb, now) => {
    mergeConversationsOf(tx, keep, absorb, now)
    files.ofLead.moveFiles(tx, keep, absorb)
    calendar.moveAppointments(tx, keep, absorb)
    formTraces.merged(tx, keep, absorb)
    records.moveSales(tx, keep, absorb)
    outbound.moveOutbox(tx, keep, absorb)
    moveReminders(tx, keep, absorb)
  }
  const assignment = wireAssignment({ db, clock, events, settings })
  const people = createPeople({
    clock,
    settings,
    mergeConversations,
    onAnswered: (tx, leadId, staffId, at) => care.noteAnswer(tx, leadId, staffId, at),
  })
  const sendQueue = createSendQueue({ db, jobs })
  const statuses = createMessageStatuses({
    ...{ clock, events, people },
    onSettled: (tx, { conversationId }) => sendQueue.wakeNext(tx, conversationId),
  })
  const readMarks = createReadMarks({ events })
  const raiseNotification = notifications.raise
  const fetchQueue = createFetchQueue({ files: files.ofMessages, jobs })
  const blocks = createBlocks({ clock, events })
  const receiver = createReceiver({
    ...{ clock, events, people, statuses, readMarks, raiseNotification, fetchQueue, blocks },
    raiseNewLead: (tx, leadId, source) => care.raiseNewLead(tx, leadId, source),
    files: files.ofMessages,
    assignNewLead: assignment.assignNewLead,
    onText: (tx, text) => outreach.noteInbound(tx, text),
    onAdReferral: (tx, came) => outreach.noteReferral(tx, came),
    elsewhere: () => reports.messages,
  })
  const receipts = createReadReceipts({ db, settings, jobs })
  const blockQueue = createBlockQueue({ db, jobs })
  const sink: Omit<ChannelSink, 'standingChanged'> = {
    receive: receiver.receive,
    typing: createTypingAnnouncer({ db, events }),
    findSent: (accountId, externalId) =>
      findSentForm(db, accountId, externalId) ?? reports.messages.findForm(accountId, externalId),
    linkChanged(accountId, state) {
      blockQueue.linkChanged(accountId, state)
      receipts.linkChanged(accountId, state)
      sendQueue.linkChanged(accountId, state)
      reports.linkChanged(accountId, state)
    },
  }
  const whatsapp = createWhatsAppProvider({
    db,
    clock,
    secretBox,
    config: {
      whatsappUrl: config.endpoints.whatsapp,
      mediaUrl: config.endpoints.media,
      rootKey: config.endpoints.whatsappRootKey,
    },
    ignoresGroups: () => settings.current().ignoresGroups,
    showsOnline: () => settings.current().showsOnline,
  })
  const channels = createChannelService({
    ...{ db, clock, events, settings, sink },
    providers: [whatsapp],
    log: createLogger('channels'),
  })
  const world = { db, clock, events, settings, channels, readMarks, receipts }
  const outgoing = { ...world, queue: sendQueue, files: files.ofMessages }
  const conversations = createConversationService(world)
  const messages = createMessageService({ ...outgoing, jobs, fetchQueue, takeTemplate: templates.use })
  const outreach = wireOutreach({
    ...{ ...outgoing, jobs, templates, kept: files.kept, ledger: records.consentLedger, outbox: outbound.outbox },
    ...atDesk,
  })
  const readLead = createLeadReader({ db, clock, settings })
  const leads = createLeadService({
    db,
    raiseNewLead: (tx, leadId, source) => care.raiseNewLead(tx, leadId, source),
    clock,
    events,
    settings,
    readLead,
    assignNewLead: assignment.assignNewLead,
    forgetMessages(tx, leadId) {
      messages.forgetMessagesOf(tx, leadId)
      files.ofLead.forgetFilesOf(tx, leadId)
      records.consentLedger.forgetAddressesOf(tx, leadId, { isForgotten: false })
      calendar.forgetAppointmentsOf(tx, leadId)
      formTraces.forget(tx, leadId)
      outbound.leadMails.forget(tx, leadId)
      care.eraseWords(tx)
    },
  })
  const care = wireLeadCare({
    ...{ db, clock, events, jobs, settings, preferences, leads, readLead, mergeConversations },
    ...{ splitConversations: splitConversationsOf, blobs, transfers: files.transfers, ledger: records.consentLedger },
    backupsFolder: () => presentBackupFolder(config.dataFolder),
    ...{ ...atDesk, leadMails: outbound.leadMails, isOpenAt: calendar.services.workingHours.isOpenAt },
  })

  const correspondence = wireCorrespondence({
    ...{ db, clock, events, settings, people, ledger: records.consentLedger, ...atDesk, ...assignment },
    ...{ ...calendar.services, ...outbound, raiseNewLead: care.raiseNewLead, noteAnswer: outreach.noteAnswer },
  })

  const leadLists = wireLeadLists({ db, clock, events, settings, jobs, leads, transfers: files.transfers })

  const backups = createBackupService({
    ...{ db, clock, events, dialogs: ports.dialogs, dataFolder: config.dataFolder },
    knownMigrations: database.schemaNumber,
    restart: ports.restart,
  })

  const thisPc = wireThisPc({ db, clock, events }, { dataFolder: config.dataFolder, ports })
  const meta = wireMetaWithLeads({
    ...{ db, clock, events, jobs, settings, secretBox, readLead },
    ...{ pairs: formTraces.pairs, ledger: records.consentLedger },
    ...atDesk,
    onNewLead: care.noteFormEntry,
    assignNewLead: assignment.assignNewLead,
    graphUrl: config.endpoints.graph,
  })

  const reports = wireReports({
    ...{ db, clock, events, jobs, blobs, settings, channels, transfers: files.transfers },
    ...{ insights: meta.insights, healthOf: channels.health, outbox: outbound.outbox },
    overview: leadLists.services.overview,
  })

  const transfers = createTransferFeatures({
    ...{ db, clock, events, jobs, blobs, settings, files },
    dataFolder: config.dataFolder,
  })

  const definitions = [
    ...createConversationJobs({ ...outgoing, statuses, blocks }),
    createJournalPruning({ db, clock }),
    createLinkEventPruning({ db, clock }),
    createDailyBackup({ backups }),
    ...thisPc.definitions,
    ...files.definitions,
    ...transfers.definitions,
    ...meta.definitions,
    ...care.definitions,
    ...leadLists.definitions,
    ...outbound.definitions,
    ...outreach.definitions,
    ...correspondence.definitions,
    ...reports.definitions,
  ]
  const runner = createJobRunner({
    db,
    clock,
    queue: jobs,
    definitions,
    onChange: () => events.publish({ type: 'jobs.changed' }),
  })
  const services: Services = {
    system: createSystemService({
      ...{ db, clock, events, settings, session, secretBox },
      host: config.host,
      programVersion: config.programVersion,
      schemaNumber: database.schemaNumber,
    }),
    setup,
    session,
    settings,
    staff,
    stages,
    countries: createCountryService({ db }),
    leads,
    imports: transfers.imports,
    ...leadLists.services,
    ...assignment.services,
    brands: createBrandService({ db, clock, events }),
    ...meta.services,
    ...care.services,
    ...records.services,
    conversations,
    blocks: createBlockService({ db, clock, channels, blocks, queue: blockQueue }),
    numberRequests: createNumberRequestService(outgoing),
    messages,
    messageChanges: createMessageChangeService(outgoing),
    sharing: createSharingService(outgoing),
    files: files.service,
    uploads: files.uploads,
    channels,
    notifications,
    preferences,
    templates,
    diagnostics: createDiagnosticsService({
      ...{ db, clock, runner },
      scheduledJobs: definitions.filter(job => job.schedule !== undefined).map(job => job.name),
      journalPending: channels.countPending,
      settings,
      reasons: { bySetting: GROUP_IGNORED, repeated: REPEATED },
      databaseFile: databaseFile(config.dataFolder),
      backupsFolder: () => presentBackupFolder(config.dataFolder),
      program: {
        version: config.programVersion,
        runtime: `Node ${process.versions.node}`,
        databaseSchema: database.schemaNumber,
        startedAt,
      },
    }),
    ...thisPc.services,
    audit: createAuditService({ db }),
    backups,
    ...calendar.services,
    ...outreach.services,
    ...outbound.services,
    ...correspondence.services,
    ...reports.services,
  }
  const rpc = createRpcServer(services)
  const stops: (() => Promise<void> | void)[] = []

  return {
    rpc,
    services,
    /** Bytes of files, which travel beside the page's port. */
    fileRequests: files.requests,
    events,
    runner,
    secretBox,
    /** What the channels tell the office goes in here. */
    receive: sink.receive,
    /** Begins what runs by itself: the links, then the jobs. */
    start(): void {
      thisPc.start()
      stops.push(() => thisPc.stop())
      const giveUpSending = createGiveUpSending({ statuses, giveUpOthers: [outbound.giveUpOutbox, reports.giveUp] })
      noteRestored({ db, clock, dataFolder: config.dataFolder, giveUpSending })
      outbound.start()
      files.start()
      stops.push(calendar.start(), outreach.start(), reports.start())
      meta.start()
      stops.push(() => notifications.stop())
      stops.push(() => unreadBadge.stop())
      stops.push(...care.start())
      stops.push(ports.power.onResume(() => channels.checkAfterWake()))
      stops.push(ports.power.onNetworkChange(() => channels.checkAfterWake()))
      stops.push(clock.onJump(() => channels.checkAfterWake()))
      stops.push(events.subscribe(({ event }) => event.type === 'settings.changed' && channels.showPresence()))
      channels.start()
      stops.push(() => channels.stop())
      runner.start()
      stops.push(() => runner.drain(DRAIN_TIMEOUT))
      stops.push(() => meta.stop())
      stops.push(() => backups.stop())
      log.info({ schema: database.schemaNumber }, 'started')
    },
    /** Ends everything that was started, newest first. */
    async stop(): Promise<void> {
      for (const stop of stops.splice(0).toReversed()) {
        try {
          await stop()
        } catch (error) {
          // One part that cannot stop must not keep the others from it.
          log.error({ error }, 'a part could not be stopped')
        }
      }
      log.info('stopped')
    },
  }
}

export function databaseFile(dataFolder: string): string {
  return join(dataFolder, 'santral.db')
}
