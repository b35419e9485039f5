import type { LeadId } from '#shared/domain/ids.ts'
import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { type ConsentLedger, createConsentLedger } from './features/consents/ledger.ts'
import { createConsentService } from './features/consents/service.ts'
import { createConsentTextService } from './features/consents/text-service.ts'
import type { Transfers } from './features/files/transfers.ts'
import type { LeadMails } from './features/lead-mails/service.ts'
import { createFollowUpService } from './features/leads/follow-up-service.ts'
import { recordInteraction } from './features/leads/interactions.ts'
import type { MergeConversations } from './features/leads/merge.ts'
import { createMergeService } from './features/leads/merge-service.ts'
import { createNoteService } from './features/leads/note-service.ts'
import type { LeadReader } from './features/leads/read-lead.ts'
import type { LeadService } from './features/leads/service.ts'
import type { SplitConversations } from './features/leads/undo-merge.ts'
import type { PreferenceService } from './features/preferences/service.ts'
import { createWordEraser } from './features/privacy/erase-words.ts'
import { oldestBackupAt } from './features/privacy/oldest-backup.ts'
import { createRetention } from './features/privacy/retention.ts'
import { createPrivacyService } from './features/privacy/service.ts'
import { createRejectionReasonService } from './features/rejection-reasons/service.ts'
import { createSaleListService } from './features/sales/list-service.ts'
import { createSaleService } from './features/sales/service.ts'
import { createScoring } from './features/scoring/service.ts'
import type { SettingsService } from './features/settings/service.ts'
import { createDeskNotices } from './features/speed-to-lead/desk-notices.ts'
import { createSpeedToLead } from './features/speed-to-lead/service.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import type { BlobStore } from './ports/blob-store.ts'
import type { Clock } from './ports/clock.ts'
import type { Notifier } from './ports/notifier.ts'
import type { Viewer } from './rpc/context.ts'

/** What is written down of a person beside the chats: consents, sales, why they were given up. */
export function wireLeadRecords(world: { db: Db; clock: Clock; events: AppEvents }) {
  const consentLedger = createConsentLedger({ ...world, recordInteraction })
  const sales = createSaleService({ ...world, recordInteraction })
  const rejectionReasons = createRejectionReasonService(world)
  return {
    consentLedger,
    rejectionReasons,
    moveSales: sales.moveSales,
    services: {
      rejectionReasons,
      sales,
      saleLists: createSaleListService(world),
      consents: createConsentService({ ...world, ledger: consentLedger }),
      consentTexts: createConsentTextService(world),
    },
  }
}

/** What is done for one person after another: whom to call first, who takes a new one. */
export function wireLeadCare(world: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  settings: SettingsService
  preferences: PreferenceService
  notifier: Notifier
  leads: LeadService
  readLead: LeadReader
  mergeConversations: MergeConversations
  splitConversations: SplitConversations
  blobs: BlobStore
  transfers: Transfers
  ledger: ConsentLedger
  backupsFolder: () => string
  listViewersAtDesk: () => readonly Viewer[]
  isOpenAt: (tx: Db, at: number) => boolean
  leadMails: LeadMails
}) {
  const { leadMails } = world
  const scoring = createScoring(world)
  const speedToLead = createSpeedToLead(world)
  const retention = createRetention(world)
  const wordEraser = createWordEraser(world)
  const privacy = createPrivacyService({ ...world, findOldestBackup: () => oldestBackupAt(world.backupsFolder()) })
  const notices = createDeskNotices({ ...world, findNotice: speedToLead.findNotice })
  const raiseNewLead: typeof speedToLead.raise = (tx, ...came) => {
    speedToLead.raise(tx, ...came)
    leadMails.note(tx, ...came)
  }
  return {
    raiseNewLead,
    noteAnswer: speedToLead.noteAnswer,
    eraseWords: wordEraser.request,
    /** Who fills in a second form is no new lead. */
    noteFormEntry(tx: Db, entry: { leadId: LeadId; isReturn: boolean; submittedAt: number }): void {
      if (!entry.isReturn) raiseNewLead(tx, entry.leadId, 'meta_lead_ad', entry.submittedAt)
    },
    services: {
      notes: createNoteService(world),
      followUps: createFollowUpService({ ...world, onAnswered: speedToLead.noteAnswer }),
      merges: createMergeService(world),
      scoring: scoring.service,
      speedToLead: speedToLead.service,
      privacy,
      retention: retention.service,
    },
    definitions: [
      ...scoring.definitions,
      ...speedToLead.definitions,
      ...leadMails.definitions,
      ...retention.definitions,
      ...wordEraser.definitions,
    ],
    /** Returns the stops. */
    start: () => [scoring.start(), notices.start()],
  }
}
