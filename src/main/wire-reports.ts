import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { LinkState } from '#shared/domain/link-state.ts'
import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import { listAccounts } from './features/channels/queries.ts'
import type { ChannelService } from './features/channels/service.ts'
import type { Transfers } from './features/files/transfers.ts'
import type { Outbox } from './features/outbox/service.ts'
import { createHandOver } from './features/report-sending/hand-over.ts'
import { createReportMaker } from './features/report-sending/make-run.ts'
import { createRecipientService } from './features/report-sending/recipients.ts'
import { createResending } from './features/report-sending/resend.ts'
import { createReportRunService } from './features/report-sending/runs.ts'
import { createReportSchedules } from './features/report-sending/schedules.ts'
import { createReportMessageQueue, createReportMessages } from './features/report-sending/send-report-message.ts'
import type { ReportWorld } from './features/reports/build-report.ts'
import { findLogo } from './features/reports/logo.ts'
import { createReportService } from './features/reports/service.ts'
import { textFor } from './features/reports/texts.ts'
import { writeHtml } from './features/reports/write-html.ts'
import { createReportWriter } from './features/reports/write-report.ts'
import { writeText } from './features/reports/write-text.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import type { BlobStore } from './ports/blob-store.ts'
import { callThread } from './threads/call-thread.ts'

/** The build lays every worker beside whoever calls it, as JavaScript. */
const worker = new URL(import.meta.url.endsWith('.ts') ? './report-worker.ts' : './report-worker.js', import.meta.url)

/** What is told of the office's numbers, to whom, and when. */
export function wireReports(
  world: ReportWorld & {
    events: AppEvents
    jobs: JobQueue
    blobs: BlobStore
    channels: ChannelService
    outbox: Outbox
    transfers: Transfers
  },
) {
  const writer = createReportWriter({
    ...world,
    drawPdf: (document, logo, signal) => callThread(worker, { task: 'pdf', input: { document, logo } }, { signal }),
  })
  const queue = createReportMessageQueue(world)
  const handing = { ...world, listAccounts, queue }
  const handOver = createHandOver(handing)
  const wording = { writer, writeText, writeHtml, textFor, findLogo }
  const maker = createReportMaker({ ...world, wording, handOver })
  const messages = createReportMessages({ ...world, queue })
  const schedules = createReportSchedules({ ...world, maker })
  const resending = createResending({ handOver, world: handing, outbox: world.outbox })
  return {
    services: {
      reports: createReportService({ ...world, writer }),
      reportRecipients: createRecipientService(world),
      reportSchedules: schedules.service,
      reportRuns: createReportRunService({ ...world, maker, resending }),
    },
    definitions: [...maker.definitions, ...messages.definitions, ...schedules.definitions],
    messages,
    linkChanged: (accountId: ChannelAccountId, state: LinkState) => messages.linkChanged(accountId, state),
    /** For a database that was restored. */
    giveUp(tx: Db): void {
      maker.giveUp(tx)
      messages.giveUp(tx)
      schedules.skipMissed(tx)
    },
    /** Returns the stop. */
    start(): () => void {
      maker.wakeAll()
      messages.wakeAll()
      return schedules.start()
    },
  }
}
