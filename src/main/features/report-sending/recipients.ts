import { and, asc, eq, ne } from 'drizzle-orm'
import type { z } from 'zod'
import type { contract } from '#shared/contract/index.ts'
import type { ReportList, ReportRecipient } from '#shared/contract/report-sending.ts'
import { EmailAddress } from '#shared/contract/session.ts'
import { newId, type ReportListId, type ReportRecipientId, type StaffId } from '#shared/domain/ids.ts'
import { toE164 } from '#shared/domain/phone-number.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { SettingsService } from '../settings/service.ts'
import { staff } from '../staff/schema.ts'
import { reportListMembers, reportLists, reportRecipients, reportSchedules } from './schema.ts'

type Input<Name extends keyof typeof contract.reportRecipients> = z.output<
  (typeof contract.reportRecipients)[Name]['~orpc']['inputSchema'] & z.ZodType
>

/** Who gets reports, and the lists they stand in (row A21). */
export function createRecipientService({
  db,
  clock,
  events,
  settings,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
}) {
  function note(tx: Db, by: StaffId, action: string, subjectId: string): void {
    recordAudit(tx, clock, { staffId: by, action, subjectKind: 'report', subjectId })
    afterCommit(tx, () => events.publish({ type: 'report-sending.changed' }))
  }

  function readAll(from: Db): ReportRecipient[] {
    return from
      .select({ row: reportRecipients, isActive: staff.isActive })
      .from(reportRecipients)
      .leftJoin(staff, eq(staff.id, reportRecipients.staffId))
      .orderBy(asc(reportRecipients.name), asc(reportRecipients.id))
      .all()
      .map(({ row, isActive }) => {
        const { id, version, staffId, name, channel, address, audience, locale, consentedAt } = row
        const hasLeft = staffId !== null && isActive === false
        return { id, version, staffId, name, channel, address, audience, locale, consentedAt, hasLeft }
      })
  }

  function read(tx: Db, id: ReportRecipientId): ReportRecipient {
    const found = readAll(tx).find(each => each.id === id)
    if (!found) throw notFound('reportRecipient')
    return found
  }

  /** In one form, however it was typed. */
  function toAddress(channel: ReportRecipient['channel'], typed: string): string {
    if (channel === 'email') {
      const parsed = EmailAddress.safeParse(typed.toLowerCase())
      if (!parsed.success) throw new DomainError('INVALID_EMAIL')
      return parsed.data
    }
    const phone = toE164(typed, settings.current().defaultCountry)
    if (phone === null) throw new DomainError('INVALID_PHONE')
    return phone
  }

  function toRow(tx: Db, by: StaffId, { id, ...input }: Input<'create'>, before?: number | null) {
    const { staffId, name, channel, audience, locale, hasConsented } = input
    if (staffId !== null && !tx.select().from(staff).where(eq(staff.id, staffId)).get()) throw notFound('staff')
    const address = toAddress(channel, input.address)
    const other = tx
      .select({ name: reportRecipients.name })
      .from(reportRecipients)
      .where(
        and(eq(reportRecipients.channel, channel), eq(reportRecipients.address, address), ne(reportRecipients.id, id)),
      )
      .get()
    if (other) throw new DomainError('RECIPIENT_EXISTS', { name: other.name })
    const consent = hasConsented
      ? (before ?? null) === null
        ? { consentedAt: clock.now(), consentedBy: by }
        : {}
      : { consentedAt: null, consentedBy: null }
    return { staffId, name, channel, address, audience, locale, ...consent, updatedAt: clock.now() }
  }

  function readLists(from: Db): ReportList[] {
    const members = from.select().from(reportListMembers).orderBy(asc(reportListMembers.id)).all()
    return from
      .select()
      .from(reportLists)
      .orderBy(asc(reportLists.name), asc(reportLists.id))
      .all()
      .map(({ id, version, name }) => ({
        ...{ id, version, name },
        recipientIds: members.filter(({ listId }) => listId === id).map(({ recipientId }) => recipientId),
      }))
  }

  function readList(tx: Db, id: ReportListId): ReportList {
    const found = readLists(tx).find(each => each.id === id)
    if (!found) throw notFound('reportList')
    return found
  }

  function setMembers(tx: Db, listId: ReportListId, recipientIds: readonly ReportRecipientId[]): void {
    tx.delete(reportListMembers).where(eq(reportListMembers.listId, listId)).run()
    for (const recipientId of new Set(recipientIds)) {
      read(tx, recipientId)
      tx.insert(reportListMembers).values({ id: newId(), listId, recipientId }).run()
    }
  }

  return {
    list: async (): Promise<ReportRecipient[]> => readAll(db),

    async colleagues() {
      const { id: staffId, name, email, phone, locale } = staff
      return db
        .select({ staffId, name, email, phone, locale })
        .from(staff)
        .where(eq(staff.isActive, true))
        .orderBy(asc(staff.name))
        .all()
    },

    async create(by: StaffId, input: Input<'create'>): Promise<ReportRecipient> {
      return transact(db, tx => {
        const known = tx.select().from(reportRecipients).where(eq(reportRecipients.id, input.id)).get()
        if (known) return read(tx, input.id)
        const row = { id: input.id, ...toRow(tx, by, input), createdAt: clock.now() }
        tx.insert(reportRecipients).values(row).run()
        note(tx, by, 'report.recipient_added', input.id)
        return read(tx, input.id)
      })
    },

    async update(by: StaffId, { version, ...input }: Input<'update'>): Promise<ReportRecipient> {
      return transact(db, tx => {
        const before = read(tx, input.id)
        if (before.version !== version) throw staleEdit('reportRecipient', before.version)
        // Who said yes to one address has not said it to another.
        const isSame = before.channel === input.channel && before.address === toAddress(input.channel, input.address)
        const row = toRow(tx, by, input, isSame ? before.consentedAt : null)
        tx.update(reportRecipients)
          .set({ ...row, version: version + 1 })
          .where(eq(reportRecipients.id, input.id))
          .run()
        note(tx, by, 'report.recipient_changed', input.id)
        return read(tx, input.id)
      })
    },

    async remove(by: StaffId, id: ReportRecipientId): Promise<void> {
      transact(db, tx => {
        read(tx, id)
        tx.delete(reportRecipients).where(eq(reportRecipients.id, id)).run()
        note(tx, by, 'report.recipient_removed', id)
      })
    },

    lists: async (): Promise<ReportList[]> => readLists(db),

    async createList(by: StaffId, { id, name, recipientIds }: Input<'createList'>): Promise<ReportList> {
      return transact(db, tx => {
        const now = clock.now()
        const isNew = tx
          .insert(reportLists)
          .values({ id, name, createdAt: now, updatedAt: now })
          .onConflictDoNothing()
          .run().changes
        if (isNew > 0) {
          setMembers(tx, id, recipientIds)
          note(tx, by, 'report.list_added', id)
        }
        return readList(tx, id)
      })
    },

    async updateList(by: StaffId, { id, version, name, recipientIds }: Input<'updateList'>): Promise<ReportList> {
      return transact(db, tx => {
        const before = readList(tx, id)
        if (before.version !== version) throw staleEdit('reportList', before.version)
        tx.update(reportLists)
          .set({ name, version: version + 1, updatedAt: clock.now() })
          .where(eq(reportLists.id, id))
          .run()
        setMembers(tx, id, recipientIds)
        note(tx, by, 'report.list_changed', id)
        return readList(tx, id)
      })
    },

    async removeList(by: StaffId, id: ReportListId): Promise<void> {
      transact(db, tx => {
        readList(tx, id)
        const user = tx
          .select({ name: reportSchedules.name })
          .from(reportSchedules)
          .where(eq(reportSchedules.listId, id))
          .get()
        if (user) throw new DomainError('LIST_IN_USE', { schedule: user.name })
        tx.delete(reportLists).where(eq(reportLists.id, id)).run()
        note(tx, by, 'report.list_removed', id)
      })
    },
  }
}
export type RecipientService = ReturnType<typeof createRecipientService>
