import { eq } from 'drizzle-orm'
import { strictest } from '#shared/domain/consent.ts'
import { isNightAt, type NightHours } from '#shared/domain/local-time.ts'
import { isStillUseful, outOfNight, type ReminderChannel } from '#shared/domain/reminder.ts'
import { reminderQuestion } from '#shared/domain/reminder-reply.ts'
import { chooseVariant, fillTemplate, findPlaceholders } from '#shared/domain/template.ts'
import { templateValues } from '#shared/domain/template-values.ts'
import { type Db, transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AppointmentRow } from '../appointments/appointment-queries.ts'
import type { ConsentLedger } from '../consents/ledger.ts'
import type { AutomaticMessages } from '../conversations/automatic-messages.ts'
import type { KeptFiles } from '../files/kept-files.ts'
import { leads } from '../leads/schema.ts'
import type { Outbox } from '../outbox/service.ts'
import type { SettingsService } from '../settings/service.ts'
import { suits } from './plan-reminders.ts'
import { findReminder, findRule, listDue, type ReminderRow, type RuleRow, updateReminder } from './queries.ts'
import type { Reading } from './reading.ts'
import { messageIdOf, outboundIdOf } from './reminder-id.ts'

const MINUTE = 60_000
const CALENDAR_MIME = 'text/calendar; charset=utf-8; method=PUBLISH'
/** A link that is down for longer than this gives way to the next channel, where there is one. */
const PATIENCE_WITH_LINK = 10 * MINUTE
const BATCH = 50

export interface SendWorld {
  db: Db
  clock: Clock
  settings: Pick<SettingsService, 'current'>
  automatic: AutomaticMessages
  ledger: Pick<ConsentLedger, 'stateOf'>
  outbox: Pick<Outbox, 'queue' | 'canSend' | 'canBeAnswered'>
  kept: Pick<KeptFiles, 'firstOfTemplate'>
  reading: Reading
  /** After each commit that changed one. */
  announce(tx: Db): void
}

interface Way {
  send(words: Words & { readonly body: string }, appointment: AppointmentRow): void
}

interface Words {
  readonly templateId: NonNullable<RuleRow['templateId']>
  readonly templateName: string
  readonly subject: string | null
  readonly text: string
  /** What is asked at its end, where the way can be answered. */
  readonly question: string | null
}

/**
 * Sends what is due, each in a transaction of its own: the row that says "handed over" and what is handed over are one commit, so that a
 * kill in between leaves both or neither. What is said is worked out here, from the appointment as it is now.
 */
export function createReminderSender(world: SendWorld) {
  const { db, clock, settings, automatic, ledger, outbox, kept, announce } = world
  const { findAppointment, listAddresses, countUse, findTemplate, readTemplateFacts, zonesOfLead } = world.reading
  const { findAppointmentType, toCalendarFile } = world.reading

  function sendDue(): void {
    const seen = new Set<string>()
    for (;;) {
      const due = listDue(db, clock.now(), BATCH + seen.size).filter(({ id }) => !seen.has(id))
      if (due.length === 0) return
      for (const row of due) {
        seen.add(row.id)
        transact(db, tx => sendOne(tx, row.id))
      }
    }
  }

  function sendOne(tx: Db, id: ReminderRow['id']): void {
    const row = findReminder(tx, id)
    const now = clock.now()
    if (row?.state !== 'planned' || row.dueAt > now) return
    const outcome = decide(tx, row, now)
    // It waits as it is, for the link.
    if (outcome === null) return
    updateReminder(tx, id, outcome, now)
    announce(tx)
  }

  /** What becomes of it. Null to look again later. */
  function decide(tx: Db, row: ReminderRow, now: number): Partial<ReminderRow> | null {
    const appointment = findAppointment(tx, row.appointmentId)
    const rule = row.ruleId === null ? undefined : findRule(tx, row.ruleId)
    const lead = tx.select().from(leads).where(eq(leads.id, row.leadId)).get()
    if (!appointment || !lead || appointment.startsAt !== row.startsAt) return { state: 'skipped', reason: 'changed' }
    if (!rule || (!rule.isActive && !row.isForced)) return { state: 'skipped', reason: 'rule-off' }
    if (!suits(rule, appointment)) return { state: 'skipped', reason: 'changed' }
    const { trigger, tolerance } = rule
    const { dueAt, startsAt } = row
    if (!row.isForced) {
      if (trigger === 'before' && hasLater(tx, row, now)) return { state: 'skipped', reason: 'superseded' }
      if (!isStillUseful({ trigger, tolerance, dueAt, startsAt }, now)) return { state: 'late', reason: 'too-late' }
      const night: NightHours = settings.current()
      const zones = zonesOfLead(tx, lead)
      if (isNightAt(zones, now, night)) {
        const morning = outOfNight({ trigger, dueAt: now, startsAt }, zones, night)
        return morning > now ? { dueAt: morning } : { state: 'late', reason: 'night' }
      }
    }
    return handOver(tx, { row, rule, appointment, now })
  }

  /** Two that were missed together say the same: the later one is nearer to the truth. */
  function hasLater(tx: Db, row: ReminderRow, now: number): boolean {
    return listDue(tx, now, 500).some(
      other =>
        other.appointmentId === row.appointmentId &&
        other.leadId === row.leadId &&
        other.startsAt === row.startsAt &&
        other.dueAt > row.dueAt &&
        other.ruleId !== null &&
        findRule(tx, other.ruleId)?.trigger === 'before',
    )
  }

  function word(tx: Db, row: ReminderRow, rule: RuleRow, appointment: AppointmentRow): Words | Partial<ReminderRow> {
    const template = rule.templateId === null ? undefined : findTemplate(tx, rule.templateId)
    const office = settings.current()
    const { appointmentId, leadId } = row
    const facts = readTemplateFacts(tx, { leadId, appointmentId, staffId: null, office, now: clock.now() })
    const variant = template && facts && chooseVariant(template.variants, facts)
    if (!template || template.removedAt !== null || !variant) return { state: 'failed', reason: 'no-template' }
    const values = templateValues(facts, variant.language)
    const text = fillTemplate(variant.content, values)
    const open = findPlaceholders(text)
    if (open.length > 0) return { state: 'failed', reason: 'unfilled', detail: open.join(', ') }
    // Who has said yes already is not asked again.
    const asks = rule.asksReply && appointment.status !== 'confirmed' && appointment.startsAt > clock.now()
    const subject = variant.subject === null ? null : fillTemplate(variant.subject, values)
    return {
      templateId: template.id,
      templateName: template.name,
      subject,
      text,
      question: asks ? reminderQuestion(variant.language) : null,
    }
  }

  function handOver(
    tx: Db,
    { row, rule, appointment, now }: { row: ReminderRow; rule: RuleRow; appointment: AppointmentRow; now: number },
  ): Partial<ReminderRow> | null {
    const words = word(tx, row, rule, appointment)
    if (!('text' in words)) return words
    let isRefused = false
    const open = rule.channels.filter(channel => !row.triedChannels.includes(channel))
    for (const [index, channel] of open.entries()) {
      const standing = reach(tx, row, channel)
      if (standing === 'refused') isRefused = true
      if (standing === 'refused' || standing === 'none') continue
      const hasOther = open.slice(index + 1).some(other => typeof reach(tx, row, other) === 'object')
      if (standing === 'waits' && !(hasOther && now - row.dueAt > PATIENCE_WITH_LINK)) return null
      if (standing === 'waits') continue
      const asksReply = words.question !== null && (channel === 'whatsapp' || outbox.canBeAnswered(channel))
      const body = asksReply ? `${words.text}\n\n${words.question}` : words.text
      standing.send({ ...words, body }, appointment)
      countUse(tx, words.templateId, now)
      return { state: 'queued', reason: null, detail: null, channel, handedAt: now, asksReply }
    }
    return { state: 'failed', reason: isRefused ? 'refused' : 'no-channel' }
  }

  /** How the person stands to a channel, and the way to them where there is one. */
  function reach(tx: Db, row: ReminderRow, channel: ReminderChannel): 'refused' | 'none' | 'waits' | Way {
    const addresses = listAddresses(tx, row.leadId)
    const fitting = addresses.filter(({ kind }) => (channel === 'email' ? kind === 'email' : kind !== 'email'))
    const states = fitting.map(({ kind, value }) => ledger.stateOf(tx, { kind, value }, channel, null))
    if (strictest(states) === 'refused') return 'refused'
    if (channel === 'whatsapp') return reachByWhatsApp(tx, row)
    const to = addresses.find(({ kind }) => kind === (channel === 'sms' ? 'phone' : 'email'))?.value
    if (to === undefined || !outbox.canSend(channel)) return 'none'
    return {
      send({ subject, body, templateName }, appointment) {
        outbox.queue(tx, {
          id: outboundIdOf(row, channel),
          channel,
          to,
          leadId: row.leadId,
          subject: channel === 'email' ? (subject ?? templateName) : null,
          body,
          attachments: channel === 'email' ? invitationTo(tx, appointment) : [],
          cause: { kind: 'reminder', id: row.id },
          // What speaks of something to come is of no use once it has begun.
          expiresAt: row.startsAt > clock.now() ? row.startsAt : null,
        })
      },
    }
  }

  /** For the patient's own calendar: a newer one takes the place of an older. Of what is over there is none. */
  function invitationTo(tx: Db, appointment: AppointmentRow) {
    if (appointment.startsAt <= clock.now()) return []
    const office = settings.current().officeName
    const type = appointment.typeId === null ? undefined : findAppointmentType(tx, appointment.typeId)
    const title = appointment.title ?? type?.name ?? office
    const { name, text } = toCalendarFile(appointment, { title, office, at: clock.now() })
    return [{ name, mime: CALENDAR_MIME, content: text }]
  }

  function reachByWhatsApp(tx: Db, row: ReminderRow): 'none' | 'waits' | Way {
    const way = automatic.findWay(tx, row.leadId)
    if (way === null) return 'none'
    // Not even queued: until the link is back the appointment may be another one.
    if (!way.isConnected) return 'waits'
    return {
      send({ body, templateId, templateName }) {
        // One message, so that there is one id by which it is known: of several files the first goes along.
        const file = kept.firstOfTemplate(tx, templateId)
        automatic.send(tx, null, way.conversation, {
          ...{ id: messageIdOf(row), body, quotedId: null },
          ...(file && { media: { keptId: file.id, kind: file.kind } }),
          template: { id: templateId, name: templateName },
        })
      },
    }
  }

  return { sendDue }
}
export type ReminderSender = ReturnType<typeof createReminderSender>
