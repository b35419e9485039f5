import { eq } from 'drizzle-orm'
import { z } from 'zod'
import {
  newId,
  type ReportDeliveryId,
  type ReportDocumentId,
  type ReportListId,
  type ReportRecipientId,
  ReportRunId,
  type ReportScheduleId,
  type StaffId,
} from '#shared/domain/ids.ts'
import { type Days, type ReportSection, sectionsFor } from '#shared/domain/report.ts'
import { audienceFor, type ReportContent } from '#shared/domain/report-sending.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { type AnyJob, defineJob, defineJobKind } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { findLogo as FindLogo } from '../reports/logo.ts'
import type { textFor as TextFor } from '../reports/texts.ts'
import type { writeHtml as WriteHtml } from '../reports/write-html.ts'
import type { ReportWriter } from '../reports/write-report.ts'
import type { writeText as WriteText } from '../reports/write-text.ts'
import type { HandOver } from './hand-over.ts'
import { findRun, listDeliveries, listDocuments, listMaking, listReachable, type RunRow } from './queries.ts'
import { reportDeliveries, reportDocuments, reportRuns } from './schema.ts'

const MakeReport = defineJobKind({
  name: 'reports.make',
  data: z.object({ runId: ReportRunId }),
  lane: () => 'reports',
})

const LARGEST_PDF = 100 * 1_024 * 1_024
/** What a customer reads where nothing that was chosen is for customers. */
const FOR_CUSTOMERS: readonly ReportSection[] = ['leads', 'appointments', 'ads']

export interface NewRun {
  id: ReportRunId
  /** What can be sent once only. */
  onceKey: string
  schedule: { id: ReportScheduleId; name: string } | null
  askedBy: StaffId | null
  days: Days & { readonly before: Days }
  sections: readonly ReportSection[]
  content: ReportContent
  recipientIds: readonly ReportRecipientId[]
  listIds: readonly ReportListId[]
}

/** How a report is worded. Of the feature that shows it on the page: what is sent is what was seen. */
export interface Wording {
  writer: Pick<ReportWriter, 'write' | 'draw'>
  writeText: typeof WriteText
  writeHtml: typeof WriteHtml
  textFor: typeof TextFor
  findLogo: typeof FindLogo
}

/**
 * Puts a report together and hands it over. Everybody who is to get it has a row before anything is made; each document is kept before
 * anybody is sent it; and what says "handed over" is one commit with what is handed over. Killed anywhere, it goes on where it was.
 */
export function createReportMaker({
  db,
  clock,
  events,
  jobs,
  blobs,
  wording,
  handOver,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  blobs: Pick<BlobStore, 'put'>
  wording: Wording
  handOver: HandOver
}) {
  const announce = (tx: Db) => afterCommit(tx, () => events.publish({ type: 'report-sending.changed' }))
  const enqueue = (tx: Db, runId: ReportRunId) => void jobs.enqueue(tx, MakeReport, { runId }, { key: runId })

  /** How many will get it; null where the same was sent before. In the caller's transaction. */
  function begin(tx: Db, { id, onceKey, schedule, askedBy, days, sections, content, ...to }: NewRun): number | null {
    const now = clock.now()
    const recipients = listReachable(tx, to.recipientIds, to.listIds)
    if (recipients.length === 0) return 0
    const row = {
      ...{ id, onceKey, scheduleId: schedule?.id ?? null, scheduleName: schedule?.name ?? null, askedBy },
      ...{ fromDay: days.from, toDay: days.to, beforeFrom: days.before.from, beforeTo: days.before.to },
      ...{ sections: [...sections], content, state: 'making' as const, createdAt: now, updatedAt: now },
    }
    if (tx.insert(reportRuns).values(row).onConflictDoNothing().run().changes === 0) return null
    for (const { id: recipientId, staffId, name, channel, address, audience, locale } of recipients)
      tx.insert(reportDeliveries)
        .values({
          ...{ id: newId<ReportDeliveryId>(), runId: id, recipientId, staffId, name, channel, address, locale },
          ...{ audience: audienceFor(content, audience), createdAt: now, updatedAt: now },
        })
        .run()
    enqueue(tx, id)
    announce(tx)
    return recipients.length
  }

  /** One for each kind of reader and language; those that a kill left are there still. */
  async function makeDocuments(run: RunRow, signal: AbortSignal): Promise<void> {
    const { writer, writeText, writeHtml, textFor, findLogo } = wording
    const before = { from: run.beforeFrom, to: run.beforeTo }
    const days = { from: run.fromDay, to: run.toDay, before }
    for (const { audience, locale } of listDeliveries(db, run.id)) {
      const isThere = listDocuments(db, run.id).some(each => each.audience === audience && each.locale === locale)
      if (isThere) continue
      const chosen = sectionsFor(audience, run.sections)
      const sections = chosen.length === 0 ? FOR_CUSTOMERS : chosen
      const document = await writer.write({ days, sections, audience }, locale, signal)
      const pdf = await writer.draw(document, signal)
      signal.throwIfAborted()
      const { title, period } = document
      const text = writeText(document, textFor(db, audience, locale))
      const html = writeHtml(document, findLogo(db))
      const name = `santral-${locale === 'tr' ? 'rapor' : 'report'}-${days.from}${days.from === days.to ? '' : `-${days.to}`}.pdf`
      await blobs.put(once(pdf), { maxBytes: LARGEST_PDF }, ({ sha256, size }) =>
        transact(db, tx =>
          tx
            .insert(reportDocuments)
            .values({
              ...{ id: newId<ReportDocumentId>(), runId: run.id, audience, locale, title, period, text, html },
              ...{ fileName: name, sha256, size, createdAt: clock.now() },
            })
            .onConflictDoNothing()
            .run(),
        ),
      )
    }
  }

  function finish(runId: ReportRunId): void {
    transact(db, tx => {
      if (findRun(tx, runId)?.state !== 'making') return
      const documents = listDocuments(tx, runId)
      for (const delivery of listDeliveries(tx, runId)) {
        if (delivery.documentId !== null) continue
        const { audience, locale } = delivery
        const document = documents.find(each => each.audience === audience && each.locale === locale)
        if (document) handOver(tx, delivery, document)
      }
      setState(tx, runId, 'ready')
    })
  }

  function setState(tx: Db, runId: ReportRunId, state: RunRow['state']): void {
    tx.update(reportRuns).set({ state, updatedAt: clock.now() }).where(eq(reportRuns.id, runId)).run()
    announce(tx)
  }

  return {
    begin,

    /** It could not be put together: once more. */
    again(tx: Db, runId: ReportRunId): void {
      setState(tx, runId, 'making')
      enqueue(tx, runId)
    },

    /** For a database that was restored: it may have left since. */
    giveUp(tx: Db): void {
      for (const { id } of listMaking(tx)) setState(tx, id, 'failed')
    },

    /** At start: a job that was lost would leave its report unmade for ever. */
    wakeAll(): void {
      transact(db, tx => {
        for (const { id } of listMaking(tx)) enqueue(tx, id)
      })
    },

    definitions: [
      defineJob({
        ...MakeReport,
        timeoutMs: 10 * 60_000,
        async run({ runId }, { signal }) {
          const run = findRun(db, runId)
          if (run?.state !== 'making') return
          await makeDocuments(run, signal)
          finish(runId)
        },
        onGivenUp(tx, { runId }) {
          if (findRun(tx, runId)?.state === 'making') setState(tx, runId, 'failed')
        },
      }),
    ] as AnyJob[],
  }
}
export type ReportMaker = ReturnType<typeof createReportMaker>

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
