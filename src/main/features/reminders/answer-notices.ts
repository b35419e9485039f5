import { eq } from 'drizzle-orm'
import type { AppEvent } from '#shared/contract/events.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { toWallTime } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { word } from '../../i18n/words.ts'
import type { Notifier } from '../../ports/notifier.ts'
import type { Viewer } from '../../rpc/context.ts'
import { leads } from '../leads/schema.ts'
import { maySeeLeadsOf } from '../leads/visibility.ts'
import type { Reading } from './reading.ts'

type Answered = Extract<AppEvent, { type: 'appointment.answered' }>

/** Tells whoever sits at this PC, and may see the patient, what they answered to a reminder. */
export function createAnswerNotices({
  db,
  events,
  notifier,
  listViewersAtDesk,
  reading: { findAppointment },
}: {
  db: Db
  events: AppEvents
  notifier: Notifier
  listViewersAtDesk: () => readonly Viewer[]
  reading: Pick<Reading, 'findAppointment'>
}) {
  function tell({ leadId, appointmentId, answer }: Answered): void {
    const lead = db.select({ name: leads.name, ownerId: leads.ownerId }).from(leads).where(eq(leads.id, leadId)).get()
    const appointment = findAppointment(db, appointmentId)
    if (!lead || !appointment) return
    const viewer = listViewersAtDesk().find(each => maySeeLeadsOf(each, lead.ownerId))
    if (!viewer) return
    const [day = '', time = ''] = toWallTime(appointment.startsAt, appointment.timeZone).split('T')
    const body = word(viewer.locale, 'reminder.about', { day: day.split('-').toReversed().join('.'), time })
    notifier.show({ title: titleOf(viewer, answer, lead.name), body, staysOpen: true, opensLead: leadId })
  }

  /** Returns the stop. */
  return {
    start: (): (() => void) =>
      events.subscribe(({ event }) => {
        if (event.type === 'appointment.answered') tell(event)
      }),
  }
}

function titleOf({ locale }: Viewer, answer: Answered['answer'], name: string): string {
  switch (answer) {
    case 'confirm':
      return word(locale, 'reminder.confirmed', { name })
    case 'change':
      return word(locale, 'reminder.changeAsked', { name })
    case 'cancel':
      return word(locale, 'reminder.cancelAsked', { name })
    default:
      return assertNever(answer, 'answer')
  }
}
