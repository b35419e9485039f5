import type { LeadId } from '#shared/domain/ids.ts'
import { afterCommit, type Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import type { ConsentLedger } from './features/consents/ledger.ts'
import { createDuplicatePairs, type DuplicatePairs } from './features/duplicates/pairs.ts'
import { createDuplicateService } from './features/duplicates/service.ts'
import type { InsightReader } from './features/insights/read-insights.ts'
import type { AssignNewLead } from './features/leads/assign-new-lead.ts'
import { createFormPeople } from './features/leads/form-people.ts'
import type { LeadReader } from './features/leads/read-lead.ts'
import type { MetaConnections } from './features/meta/connections.ts'
import { createFailureService } from './features/meta-leads/failure-service.ts'
import { createGraphLeadSource } from './features/meta-leads/graph-lead-source.ts'
import { closeWhatWasInterrupted, createMetaLeadJobs } from './features/meta-leads/jobs.ts'
import { createMetaLeadService } from './features/meta-leads/service.ts'
import type { EntryWorld, FormLead } from './features/meta-leads/store-entries.ts'
import { forgetSubmissionsOf, moveSubmissions } from './features/meta-leads/submission-queries.ts'
import { createSync, type SyncWorld } from './features/meta-leads/sync.ts'
import type { SettingsService } from './features/settings/service.ts'
import type { GraphClient } from './graph/graph-client.ts'
import { word } from './i18n/words.ts'
import type { AnyJob } from './jobs/define-job.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import { createLogger } from './logging/logger.ts'
import type { Clock } from './ports/clock.ts'
import type { Notifier } from './ports/notifier.ts'
import type { Viewer } from './rpc/context.ts'
import type { Services } from './services.ts'
import { wireInsights } from './wire-insights.ts'
import { wireMeta } from './wire-meta.ts'

/** What forms leave of a lead beside its own rows: it goes where the lead goes. */
export function createFormTraces({ clock }: { clock: Clock }) {
  const pairs = createDuplicatePairs({ clock })
  return {
    pairs,
    merged(tx: Db, keep: LeadId, absorb: LeadId): void {
      moveSubmissions(tx, keep, absorb)
      pairs.merged(tx, keep, absorb)
    },
    forget(tx: Db, leadId: LeadId): void {
      forgetSubmissionsOf(tx, leadId, clock.now())
      pairs.forget(tx, leadId)
    },
  }
}

/** What the forms at Meta bring, put together: fetched over the one client, stored as people, with their consents. */
function wireLeads({
  db,
  clock,
  events,
  jobs,
  settings,
  notifier,
  pairs,
  ledger,
  meta,
  readLead,
  listViewersAtDesk,
  onNewLead,
  assignNewLead,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  settings: SettingsService
  notifier: Notifier
  pairs: DuplicatePairs
  ledger: ConsentLedger
  readLead: LeadReader
  meta: { client: GraphClient; connections: MetaConnections }
  listViewersAtDesk: () => readonly Viewer[]
  /** Somebody has just filled in a form. */
  onNewLead: (tx: Db, lead: FormLead) => void
  assignNewLead: AssignNewLead
}) {
  const log = createLogger('meta-leads')
  const source = createGraphLeadSource({ graph: meta.client, connections: meta.connections })
  const entries: EntryWorld = {
    clock,
    log,
    people: createFormPeople({ clock, settings, assignNewLead }),
    suggestPair: pairs.suggest,
    recordConsent(tx, { body, ...consent }) {
      const said = { action: 'granted', source: 'form', staffId: null, isToldElsewhere: true } as const
      ledger.record(tx, { ...consent, ...said, wording: { body } })
    },
    onNewLead,
  }

  /** Whoever leads the office is told at once: the leads were paid for. The banner stays until they have come. */
  const tellGap: SyncWorld['onGap'] = (tx, { form, missing }) =>
    afterCommit(tx, () => {
      const leader = listViewersAtDesk().find(({ role }) => role !== 'consultant')
      if (!leader) return
      const title = word(leader.locale, 'metaSync.gapTitle')
      const body = word(leader.locale, 'metaSync.gap', { form: form.name ?? form.formId, missing })
      notifier.show({ title, body, staysOpen: true })
    })

  const sync = createSync({ db, clock, events, log, source, settings, entries, onGap: tellGap })
  return {
    services: {
      duplicates: createDuplicateService({ db, clock, events, readLead }),
      metaLeads: createMetaLeadService({ db, clock, events, settings, source, sync, entries }),
      submissionFailures: createFailureService({ db, clock, events, settings, entries }),
    },
    definitions: createMetaLeadJobs({ db, clock, queue: jobs, source, sync }),
    start: () => closeWhatWasInterrupted(db, clock),
    stop: () => sync.stop(),
  }
}

/** Meta and what it brings, as `app.ts` starts and ends them. */
export function wireMetaWithLeads({
  graphUrl,
  secretBox,
  ...world
}: Omit<Parameters<typeof wireLeads>[0], 'meta'> & Pick<Parameters<typeof wireMeta>[0], 'graphUrl' | 'secretBox'>): {
  services: Pick<Services, 'meta' | 'duplicates' | 'metaLeads' | 'submissionFailures' | 'insights' | 'ads'>
  insights: InsightReader
  definitions: AnyJob[]
  start(): void
  stop(): Promise<void>
} {
  const meta = wireMeta({ ...world, graphUrl, secretBox })
  const leads = wireLeads({ ...world, meta })
  const insights = wireInsights({ ...world, meta })
  return {
    services: { meta: meta.service, ...leads.services, ...insights.services },
    definitions: [...meta.definitions, ...leads.definitions, ...insights.definitions],
    insights: insights.reader,
    start(): void {
      meta.start()
      leads.start()
      insights.start()
    },
    async stop(): Promise<void> {
      await Promise.all([leads.stop(), insights.stop()])
    },
  }
}
