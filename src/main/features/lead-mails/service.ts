import { z } from 'zod'
import { type LeadId, newId, StaffId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import type { OutboundId } from '#shared/domain/outbox.ts'
import { type Db, transact } from '../../db/database.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Outbox } from '../outbox/service.ts'
import type { SettingsService } from '../settings/service.ts'
import { composeLeadMail, type ToldEntry } from './compose.ts'
import {
  findToldLead,
  forgetLeadMails,
  insertLeadMail,
  listReaders,
  listWaitingMails,
  moveLeadMails,
  type Reader,
  settleMails,
} from './queries.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What has come for so long is no news any more; as with the notices. */
const NEWS_FOR = 24 * HOUR
/** Whoever writes gives their name or number with the next message: the mail waits for as long. */
const GATHERS_FOR = MINUTE / 2
/** When more than these come together, one mail tells of all of them. */
const MOST_AT_ONCE = 5
const USELESS_AFTER = 12 * HOUR

const tellKind = { name: 'lead-mails.tell', data: z.object({ staffId: StaffId }) }

interface World {
  db: Db
  clock: Clock
  jobs: JobQueue
  settings: Pick<SettingsService, 'current'>
  outbox: Pick<Outbox, 'queue' | 'canSend'>
}

/** New leads by mail to those whom the office has chosen (row C41): at once, or what came in an hour together. */
export function createLeadMails({ db, clock, jobs, settings, outbox }: World) {
  function tell(tx: Db, reader: Reader, entries: readonly (ToldEntry & { id: string })[]): void {
    const { timeZone, officeName, leadMailShows: shows } = settings.current()
    const now = clock.now()
    const letter = composeLeadMail({ locale: reader.locale, timeZone, officeName, shows, entries })
    const id = newId() as string as OutboundId
    outbox.queue(tx, {
      ...letter,
      ...{ id, channel: 'email', to: reader.email, staffId: reader.id, cause: { kind: 'new_lead', id: reader.id } },
      expiresAt: now + USELESS_AFTER,
    })
    const ids = entries.map(entry => entry.id)
    settleMails(tx, ids, id, now)
  }

  /** One transaction: what stands in a mail is settled, and what is not settled stands in none. */
  function tellOf(tx: Db, staffId: StaffId): void {
    const { leadMailStaff, leadMailPace } = settings.current()
    const waiting = listWaitingMails(tx, staffId)
    const [reader] = leadMailStaff.includes(staffId) ? listReaders(tx, [staffId]) : []
    const entries = waiting.flatMap(({ id, leadId, cameAt }) => {
      const lead = reader && findToldLead(tx, reader, leadId)
      return lead ? [{ id, lead, cameAt }] : []
    })
    const told = new Set(entries.map(({ id }) => id))
    const dropped = waiting.filter(({ id }) => !told.has(id)).map(({ id }) => id)
    settleMails(tx, dropped, null, clock.now())
    if (reader === undefined || entries.length === 0) return
    if (leadMailPace === 'hourly' || entries.length > MOST_AT_ONCE) tell(tx, reader, entries)
    else for (const entry of entries) tell(tx, reader, [entry])
  }

  return {
    /** In the transaction that makes the lead. Where nobody carries mail nothing is kept for later: it would be old news. */
    note(tx: Db, leadId: LeadId, source: LeadSource, came = clock.now()): void {
      const { leadMailStaff, leadMailSources, leadMailPace } = settings.current()
      const now = clock.now()
      const cameAt = Math.min(came, now)
      if (leadMailStaff.length === 0 || cameAt <= now - NEWS_FOR) return
      if (leadMailSources.length > 0 && !leadMailSources.includes(source)) return
      if (!outbox.canSend('email')) return
      const runAt = leadMailPace === 'hourly' ? Math.floor(now / HOUR) * HOUR + HOUR : now + GATHERS_FOR
      for (const { id: staffId } of listReaders(tx, leadMailStaff)) {
        if (insertLeadMail(tx, leadId, staffId, cameAt))
          jobs.enqueue(tx, tellKind, { staffId }, { key: staffId, runAt })
      }
    },

    forget: forgetLeadMails,
    move: moveLeadMails,

    definitions: [
      defineJob({
        ...tellKind,
        run({ staffId }) {
          transact(db, tx => tellOf(tx, staffId))
        },
      }),
    ],
  }
}
export type LeadMails = ReturnType<typeof createLeadMails>
