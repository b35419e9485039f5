import { and, eq, gt, lt } from 'drizzle-orm'
import { holdsItsTime } from '#shared/domain/appointment.ts'
import { type AppointmentId, newId, type ReminderRuleId } from '#shared/domain/ids.ts'
import { minutes } from '#shared/domain/zoned-time.ts'
import { type Db, transact } from '../../src/main/db/database.ts'
import { appointmentLeads, appointments, appointmentTypes } from '../../src/main/features/appointments/schema.ts'
import { leads } from '../../src/main/features/leads/schema.ts'
import { INITIAL_RULES } from '../../src/main/features/reminders/initial-rules.ts'
import { reminderRules } from '../../src/main/features/reminders/schema.ts'
import type { KnownCustomer } from './data-folder.ts'
import { OFFICE } from './office.ts'
import { DAY, HOUR } from './office-hours.ts'

/** How long after the start the patient is asked whether they come: time enough to link the phone first. */
const ASKED_AFTER = minutes(4)
const QUARTER = minutes(15)

/**
 * Reminders as an office has them on, from now on: whatever was due before is none of their business, so nothing leaves by itself when
 * the demo is opened. And somebody with a phone who has an appointment in a day: they are asked some minutes from now, and answer with 1.
 */
export function writeReminders(db: Db, customer: Pick<KnownCustomer, 'id'> | null, now: number): void {
  transact(db, tx => {
    for (const [index, rule] of INITIAL_RULES.entries()) {
      const isActive = rule.trigger === 'before' || rule.trigger === 'no_show'
      tx.insert(reminderRules)
        .values({
          ...{ id: newId<ReminderRuleId>(), typeId: null, channels: ['whatsapp'], isActive, ...rule },
          ...{ activeSince: now, createdAt: now + index, updatedAt: now },
        })
        .run()
    }
    if (customer !== null) bookIn(tx, customer, now)
  })
}

function bookIn(tx: Db, { id: leadId }: Pick<KnownCustomer, 'id'>, now: number): void {
  const staffId = tx.select({ ownerId: leads.ownerId }).from(leads).where(eq(leads.id, leadId)).get()?.ownerId ?? null
  const type = tx.select().from(appointmentTypes).orderBy(appointmentTypes.position).limit(1).get()
  if (!type) return
  let startsAt = Math.ceil((now + DAY + ASKED_AFTER) / minutes(5)) * minutes(5)
  const isTaken = () =>
    staffId !== null &&
    tx
      .select({ id: appointments.id })
      .from(appointments)
      .where(
        and(
          eq(appointments.staffId, staffId),
          eq(appointments.isHolding, true),
          lt(appointments.holdsFrom, startsAt + minutes(type.minutes)),
          gt(appointments.holdsUntil, startsAt),
        ),
      )
      .get() !== undefined
  while (isTaken()) startsAt += QUARTER
  const id = newId<AppointmentId>()
  const endsAt = startsAt + minutes(type.minutes)
  const bookedAt = now - 3 * HOUR
  tx.insert(appointments)
    .values({
      ...{ id, typeId: type.id, staffId, startsAt, endsAt, holdsFrom: startsAt, holdsUntil: endsAt },
      ...{ isHolding: holdsItsTime('scheduled'), status: 'scheduled', timeZone: OFFICE.timeZone, bookedBy: staffId },
      ...{ createdAt: bookedAt, updatedAt: bookedAt },
    })
    .run()
  tx.insert(appointmentLeads).values({ id: newId(), appointmentId: id, leadId, createdAt: bookedAt }).run()
}
