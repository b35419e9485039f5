import { eq } from 'drizzle-orm'
import type { SyncResult, SyncStatus } from '#shared/contract/meta-leads.ts'
import type { ConsentChannel } from '#shared/domain/consent.ts'
import type { LeadId, MetaConnectionId, MetaFormId } from '#shared/domain/ids.ts'
import type { FormMapping } from '#shared/domain/lead-form.ts'
import type { SyncTrigger } from '#shared/domain/meta-sync.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { word } from '../../i18n/words.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { changedFields, recordAudit } from '../audit/audit.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { SettingsService } from '../settings/service.ts'
import { countEntries, editForm, type FormRow, getForm, listForms, noteForm } from './form-queries.ts'
import { readEntry } from './graph-lead.ts'
import type { FormConnection, LeadSource } from './lead-source.ts'
import { mapEntry } from './map-entry.ts'
import { readPlaceWords } from './place-words.ts'
import { remapEntries } from './remap.ts'
import { findLastRun, listRuns, type RunRow } from './run-queries.ts'
import { metaForms } from './schema.ts'
import { checkConnection } from './self-check.ts'
import { acceptGap } from './silent-leads.ts'
import type { EntryWorld } from './store-entries.ts'
import { countFailures, listNewestOfForm, listSubmissionsOf } from './submission-queries.ts'
import type { Sync } from './sync.ts'
import { nextSyncAt } from './sync-due.ts'
import { toForm, toMappingView, toRun, toSample, toSubmission } from './to-form.ts'

const SAMPLES = 5
const MOST_SUBMISSIONS = 200
/** So many fetches in a row that brought nothing but what was there are no accident. */
const IDLE_RUNS = 12

/** Forms at Meta and what they bring, as people see and steer it. */
export function createMetaLeadService({
  db,
  clock,
  events,
  settings,
  source,
  sync,
  entries,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
  source: LeadSource
  sync: Sync
  entries: EntryWorld
}) {
  const withCounts = (row: FormRow) => toForm(row, countEntries(db, row.formId))

  function viewOf(id: MetaFormId) {
    const row = getForm(db, id)
    return toMappingView(row, withCounts(row))
  }

  function getConnection(id: MetaConnectionId): FormConnection {
    const connection = source.find(id)
    if (!connection) throw notFound('connection')
    return connection
  }

  async function fetchNow(connection: FormConnection, trigger: SyncTrigger): Promise<RunRow> {
    if (!connection.isUsable) throw new DomainError('NOT_CONNECTED')
    return sync.run(connection, trigger)
  }

  return {
    async forms(connectionId: MetaConnectionId) {
      return listForms(db, connectionId).map(withCounts)
    },

    async setPolled(viewer: Viewer, id: MetaFormId, isPolled: boolean) {
      transact(db, tx => {
        const before = getForm(tx, id)
        if (before.isPolled === isPolled) return
        editForm(tx, id, { isPolled }, clock.now())
        audit(tx, viewer, id, { isPolled: before.isPolled }, { isPolled })
      })
      return withCounts(getForm(db, id))
    },

    /** Only as many as the person saw: more of them are a gap that nobody has looked into. */
    async acceptGap(viewer: Viewer, { id, entries, note }: { id: MetaFormId; entries: number; note: string }) {
      transact(db, tx => {
        const form = getForm(tx, id)
        if (!form.isGapTold || form.gap !== entries) throw staleEdit('form', form.version)
        const { gapAccepted, gap, gapSince, gapLooks, isGapTold } = acceptGap(form)
        const accepted = { gapAccepted, gapNote: note, gapAcceptedAt: clock.now() }
        noteForm(tx, id, { gap, gapSince, gapLooks, isGapTold, ...accepted })
        audit(tx, viewer, id, { gapAccepted: form.gapAccepted, gapNote: form.gapNote }, { gapAccepted, gapNote: note })
      })
      return withCounts(getForm(db, id))
    },

    /** What was accepted is looked into again, with the next fetch. */
    async reopenGap(viewer: Viewer, id: MetaFormId) {
      transact(db, tx => {
        const { gapAccepted, gapNote } = getForm(tx, id)
        if (gapAccepted === 0) return
        noteForm(tx, id, { gapAccepted: 0, gapAcceptedAt: null, gapNote: '' })
        audit(tx, viewer, id, { gapAccepted, gapNote }, { gapAccepted: 0, gapNote: '' })
      })
      return withCounts(getForm(db, id))
    },

    async mapping(id: MetaFormId) {
      return viewOf(id)
    },

    async previewMapping(id: MetaFormId, mapping: FormMapping) {
      const form = getForm(db, id)
      const place = readPlaceWords(db, form.brandId, settings.current())
      return listNewestOfForm(db, form.formId, SAMPLES).flatMap(row => {
        const entry = readEntry(row.raw)
        return entry === null ? [] : [toSample(row, mapEntry(entry, { ...form, mapping }, place))]
      })
    },

    async saveMapping(
      viewer: Viewer,
      input: {
        id: MetaFormId
        version: number
        mapping: FormMapping
        consentChannels: Record<string, ConsentChannel[]>
      },
    ) {
      transact(db, tx => {
        const { version, mapping, consentChannels } = getForm(tx, input.id)
        if (version !== input.version) throw staleEdit('form', version)
        const after = { mapping: input.mapping, consentChannels: input.consentChannels }
        editForm(tx, input.id, after, clock.now())
        audit(tx, viewer, input.id, { mapping, consentChannels }, after)
      })
      return viewOf(input.id)
    },

    async applyMapping(id: MetaFormId): Promise<number> {
      return remapEntries({ db, clock, events, settings, entries }, id)
    },

    async selfCheck(connectionId: MetaConnectionId, makesEntry: boolean) {
      getConnection(connectionId)
      return checkConnection({ db, source, sync }, connectionId, makesEntry)
    },

    async sync(viewer: Viewer, connectionId: MetaConnectionId): Promise<SyncResult> {
      const run = await fetchNow(getConnection(connectionId), 'manual')
      const { id: runId, fetched, stored, updated, duplicates, failed, problems } = run
      const success = run.state === 'succeeded'
      const figures = { fetched, stored, updated, duplicates, failed }
      return { success, ...figures, errors: problems, message: wordRun(viewer, run), runId }
    },

    async cancelSync(connectionId: MetaConnectionId): Promise<void> {
      sync.cancel(connectionId)
    },

    async status(connectionId: MetaConnectionId): Promise<SyncStatus> {
      const connection = source.find(connectionId)
      const progress = sync.progress(connectionId)
      const last = findLastRun(db, connectionId)
      const ended = last?.state === 'running' ? listRuns(db, connectionId, null, 2)[1] : last
      const recent = listRuns(db, connectionId, null, IDLE_RUNS)
      return {
        running: progress && { ...progress, run: toRun(progress.run) },
        last: ended ? toRun(ended) : null,
        nextAt: connection?.isUsable ? nextSyncAt(connection, last, clock.now()) : null,
        failures: countFailures(db, connectionId),
        bringsOnlyDuplicates:
          recent.length === IDLE_RUNS && recent.every(run => run.duplicates > 0 && run.stored + run.updated === 0),
      }
    },

    async runs(query: { connectionId: MetaConnectionId; cursor: string | null; limit: number }) {
      const rows = listRuns(db, query.connectionId, decodePlace(query.cursor), query.limit + 1)
      return toPage(rows, query.limit, ({ startedAt, seq }) => ({ at: startedAt, seq }), toRun)
    },

    async ofLead(viewer: Viewer, leadId: LeadId) {
      if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
      return listSubmissionsOf(db, leadId, MOST_SUBMISSIONS).map(toSubmission)
    },

    async missing() {
      return db
        .select()
        .from(metaForms)
        .where(eq(metaForms.isGapTold, true))
        .all()
        .filter(({ isPolled }) => isPolled)
        .map(withCounts)
    },
  }

  function audit(tx: Db, viewer: Viewer, id: MetaFormId, before: object, after: object): void {
    const changed = changedFields({ ...before }, { ...after })
    if (!changed) return
    recordAudit(tx, clock, {
      staffId: viewer.id,
      action: 'meta_form.changed',
      subjectKind: 'meta_form',
      subjectId: id,
      ...changed,
    })
    afterCommit(tx, () => events.publish({ type: 'meta-leads.changed' }))
  }
}
export type MetaLeadService = ReturnType<typeof createMetaLeadService>

/** "8/10 lead kaydedildi" (row C8). */
function wordRun({ locale }: Viewer, run: RunRow): string {
  const { state, fetched, stored, updated, duplicates, failed } = run
  const figures = { fetched, stored, updated, duplicates, failed }
  if (state === 'cancelled') return word(locale, 'metaSync.cancelled', figures)
  if (state === 'failed') return word(locale, 'metaSync.failed', figures)
  const sentences = [
    stored === 0 && failed === 0 ? word(locale, 'metaSync.nothingNew') : word(locale, 'metaSync.stored', figures),
    ...(updated > 0 ? [word(locale, 'metaSync.updated', figures)] : []),
    ...(duplicates > 0 && stored > 0 ? [word(locale, 'metaSync.duplicates', figures)] : []),
    ...(failed > 0 ? [word(locale, 'metaSync.putAside', figures)] : []),
  ]
  return sentences.join(' ')
}
