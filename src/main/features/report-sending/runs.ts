import type { z } from 'zod'
import type { contract } from '#shared/contract/index.ts'
import type { ReportDelivery, ReportRun } from '#shared/contract/report-sending.ts'
import type { ReportDeliveryId, ReportDocumentId, ReportRunId, StaffId } from '#shared/domain/ids.ts'
import { reportDays } from '#shared/domain/report.ts'
import { DeliveryState, deliveryDecisions } from '#shared/domain/report-sending.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { Transfers } from '../files/transfers.ts'
import type { Outbox } from '../outbox/service.ts'
import type { Bearer } from '../session/sessions.ts'
import type { SettingsService } from '../settings/service.ts'
import { standingOf } from './delivery-state.ts'
import type { ReportMaker } from './make-run.ts'
import {
  type DeliveryRow,
  findDelivery,
  findDocument,
  findRun,
  listDeliveries,
  listDocuments,
  listMessagesOf,
  listRuns,
  outboundIdOf,
  type RunRow,
} from './queries.ts'
import type { Resending } from './resend.ts'

type Input<Name extends keyof typeof contract.reportRuns> = z.output<
  (typeof contract.reportRuns)[Name]['~orpc']['inputSchema'] & z.ZodType
>

const SENT_PDF = 'sent-report'

/** What was sent to whom, and what became of it. */
export function createReportRunService({
  db,
  clock,
  events,
  settings,
  maker,
  outbox,
  resending,
  transfers,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
  maker: Pick<ReportMaker, 'begin' | 'again'>
  outbox: Pick<Outbox, 'find'>
  resending: Resending
  transfers: Transfers
}) {
  transfers.register(SENT_PDF, {
    find({ role }, id) {
      if (!seesAllLeads(role)) return undefined
      const document = findDocument(db, id as ReportDocumentId)
      if (!document) return undefined
      const { sha256, size, fileName: name } = document
      return { sha256, size, name, mime: 'application/pdf' }
    },
  })

  function standing(tx: Db, run: Pick<RunRow, 'state'>, row: DeliveryRow) {
    const mail = row.channel === 'email' ? outbox.find(tx, outboundIdOf(row)) : undefined
    return standingOf(row, run, { mail, messages: row.channel === 'email' ? [] : listMessagesOf(tx, row.id) })
  }

  function toDelivery(tx: Db, run: RunRow, row: DeliveryRow): ReportDelivery {
    const { id, name, channel, address, audience, locale, documentId } = row
    return { id, name, channel, address, audience, locale, documentId, ...standing(tx, run, row) }
  }

  function toRun(run: RunRow, askedBy: string | null, deliveries: readonly ReportDelivery[]): ReportRun {
    const { id, scheduleId, scheduleName, fromDay: from, toDay: to, content, state, createdAt } = run
    const counts = Object.fromEntries(
      DeliveryState.options.map(one => [one, deliveries.filter(each => each.state === one).length]),
    ) as ReportRun['counts']
    return { id, scheduleId, scheduleName, askedBy, from, to, content, state, createdAt, counts }
  }

  function getRun(tx: Db, id: ReportRunId): RunRow {
    const run = findRun(tx, id)
    if (!run) throw notFound('reportRun')
    return run
  }

  function note(tx: Db, by: StaffId, action: string, subjectId: string): void {
    recordAudit(tx, clock, { staffId: by, action, subjectKind: 'report', subjectId })
    afterCommit(tx, () => events.publish({ type: 'report-sending.changed' }))
  }

  /** Finds the delivery in a state in which a person may do this. */
  function decide(
    by: StaffId,
    id: ReportDeliveryId,
    what: 'canResend' | 'canMarkSent',
    act: (tx: Db, delivery: DeliveryRow, run: RunRow) => void,
  ): void {
    transact(db, tx => {
      const delivery = findDelivery(tx, id)
      if (!delivery) throw notFound('reportDelivery')
      const run = getRun(tx, delivery.runId)
      if (!deliveryDecisions(standing(tx, run, delivery).state)[what]) throw new DomainError('NOT_FAILED')
      act(tx, delivery, run)
      note(tx, by, what === 'canResend' ? 'report.resent' : 'report.marked_sent', delivery.id)
    })
  }

  return {
    async send(by: StaffId, { id, period, ...input }: Input<'send'>): Promise<{ deliveries: number }> {
      return transact(db, tx => {
        const days = reportDays(period, settings.current().timeZone, clock.now())
        const run = { id, onceKey: `run:${id}`, schedule: null, askedBy: by, days, ...input }
        const deliveries = maker.begin(tx, run)
        if (deliveries === 0) throw new DomainError('NOBODY_TO_SEND')
        // An impatient click, a lost answer: it is on its way.
        if (deliveries === null) return { deliveries: listDeliveries(tx, id).length }
        note(tx, by, 'report.sent', id)
        return { deliveries }
      })
    },

    async list({ cursor, limit }: Input<'list'>) {
      const rows = listRuns(db, decodePlace(cursor)?.seq ?? null, limit + 1)
      return toPage(
        rows,
        limit,
        ({ run }) => ({ at: 0, seq: run.seq }),
        ({ run, askedBy }) =>
          toRun(
            run,
            askedBy,
            listDeliveries(db, run.id).map(row => toDelivery(db, run, row)),
          ),
      )
    },

    async get({ id }: Input<'get'>) {
      const run = getRun(db, id)
      const askedBy = listRuns(db, run.seq + 1, 1)[0]?.askedBy ?? null
      const deliveries = listDeliveries(db, id).map(row => toDelivery(db, run, row))
      const documents = listDocuments(db, id).map(document => {
        const { id: documentId, audience, locale, title, size } = document
        return { id: documentId, audience, locale, title, size }
      })
      return { ...toRun(run, askedBy, deliveries), deliveries, documents }
    },

    async document({ id }: Input<'document'>) {
      const document = findDocument(db, id)
      if (!document) throw notFound('reportDocument')
      const { title, text, html } = document
      return { title, text, html }
    },

    async openPdf({ sessionId }: Bearer, { id }: Input<'openPdf'>): Promise<{ url: string }> {
      if (sessionId === null) throw new DomainError('UNAUTHENTICATED')
      if (!findDocument(db, id)) throw notFound('reportDocument')
      return transfers.addressOf({ sessionId, of: SENT_PDF, id, for: 'download' })
    },

    async resendFailed(by: StaffId, { id }: Input<'resendFailed'>): Promise<{ deliveries: number }> {
      return transact(db, tx => {
        const run = getRun(tx, id)
        // Of what nobody knows a person decides one by one.
        const failed = listDeliveries(tx, id).filter(row => standing(tx, run, row).state === 'failed')
        if (run.state === 'failed') maker.again(tx, id)
        else for (const delivery of failed) resending.resend(tx, by, delivery)
        if (failed.length > 0) note(tx, by, 'report.resent', id)
        return { deliveries: failed.length }
      })
    },

    async resend(by: StaffId, { id }: Input<'resend'>): Promise<void> {
      decide(by, id, 'canResend', (tx, delivery, run) => {
        if (run.state === 'failed') maker.again(tx, run.id)
        else resending.resend(tx, by, delivery)
      })
    },

    async markSent(by: StaffId, { id }: Input<'markSent'>): Promise<void> {
      decide(by, id, 'canMarkSent', (tx, delivery) => resending.markSent(tx, by, delivery))
    },
  }
}
export type ReportRunService = ReturnType<typeof createReportRunService>
