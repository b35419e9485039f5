import { holdsItsTime } from '#shared/domain/appointment.ts'
import type {
  AppointmentId,
  AppointmentSeriesId,
  AppointmentTypeId,
  InteractionId,
  LeadId,
  RoomId,
  StaffId,
} from '#shared/domain/ids.ts'
import { addDays, dayOf, minutes, toInstant, weekdayOf } from '#shared/domain/zoned-time.ts'
import { initialAppointmentTypes } from '../../src/main/features/appointments/initial-types.ts'
import type {
  appointmentLeads,
  appointmentSeries,
  appointments,
  appointmentTypes,
  rooms,
} from '../../src/main/features/appointments/schema.ts'
import type { interactions } from '../../src/main/features/leads/schema.ts'
import type { LeadRows, OfficeKeys } from './lead-rows.ts'
import { OFFICE } from './office.ts'
import { DAY, HOUR } from './office-hours.ts'
import type { Random } from './random.ts'

type TypeRow = typeof appointmentTypes.$inferInsert
type Row = typeof appointments.$inferInsert

export interface CalendarRows {
  readonly types: TypeRow[]
  readonly rooms: (typeof rooms.$inferInsert)[]
  readonly series: (typeof appointmentSeries.$inferInsert)[]
  readonly appointments: Row[]
  readonly appointmentLeads: (typeof appointmentLeads.$inferInsert)[]
  readonly interactions: (typeof interactions.$inferInsert)[]
}

const ROOMS = ['Muayene odası', 'Tedavi odası']
const ZONE = OFFICE.timeZone
/** Working days before and after today that have appointments. */
const WEEKS_BEFORE = 4
const WEEKS_AFTER = 3

interface Visit {
  readonly wall: string
  readonly type: number
  readonly staffId: StaffId
  readonly person: LeadRows
  readonly over?: Partial<Row>
}

/**
 * A believable calendar around today: every consultant's days, a course of treatment, a request that waits for a manager, a time that
 * is proposed to a patient, and one that was booked over another with a reason.
 */
export function calendarRows(random: Random, people: readonly LeadRows[], keys: OfficeKeys): CalendarRows {
  const { now, staffIds } = keys
  const foundedAt = now - 366 * DAY
  const made = { createdAt: foundedAt, updatedAt: foundedAt }
  const types = initialAppointmentTypes(OFFICE.locale).map((type, position) => ({
    ...{ ...type, id: random.id<AppointmentTypeId>(foundedAt), position, isArchived: false, ...made },
    // A treatment takes a room and a doctor's day: what a consultant books of it waits for a manager.
    approval: type.name === 'Tedavi' ? ('manager' as const) : type.approval,
  }))
  const roomRows = ROOMS.map((name, position) => {
    return { id: random.id<RoomId>(foundedAt), name, position, isArchived: false, ...made }
  })
  const rows: CalendarRows = {
    ...{ types, rooms: roomRows, series: [], appointments: [], appointmentLeads: [], interactions: [] },
  }

  function add({ wall, type: place, staffId, person, over = {} }: Visit): Row {
    const type = types[place] ?? (types[0] as TypeRow & { id: AppointmentTypeId; name: string })
    const startsAt = toInstant(wall, ZONE)
    const endsAt = startsAt + minutes(type.minutes)
    const bookedAt = Math.min(now - random.whole(1, 40) * HOUR, startsAt - random.whole(2, 9) * DAY)
    const createdAt = Math.max(bookedAt, person.lead.createdAt + HOUR / 2)
    const status = over.status ?? statusOf(random, startsAt, endsAt, now)
    const row: Row = {
      ...{ id: random.id<AppointmentId>(createdAt), typeId: type.id, staffId, startsAt, endsAt, timeZone: ZONE },
      ...{ bufferBefore: type.bufferBefore ?? 0, bufferAfter: type.bufferAfter ?? 0, place: null, title: null },
      ...{ bookedBy: staffId, roomId: null, videoUrl: null, note: null, approval: 'none', createdAt },
      ...{ updatedAt: Math.max(createdAt, Math.min(now, endsAt)), ...over, status },
      holdsFrom: startsAt - minutes(type.bufferBefore ?? 0),
      holdsUntil: endsAt + minutes(type.bufferAfter ?? 0),
      isHolding: holdsItsTime(status),
    }
    rows.appointments.push(row)
    const leadId = person.lead.id
    rows.appointmentLeads.push({ id: random.id(createdAt), appointmentId: row.id, leadId, createdAt })
    const data = { appointmentId: row.id, type: type.name, startsAt, visits: 1 }
    const tell = (at: number, what: string, told: string) =>
      rows.interactions.push({
        ...{ id: random.id<InteractionId>(at), leadId, staffId, kind: 'appointment' },
        ...{ data: { ...data, what, status: told }, happenedAt: at, createdAt: at },
      })
    tell(createdAt, over.approval === 'manager' ? 'requested' : over.approval ? 'proposed' : 'booked', 'scheduled')
    const isOver = status === 'done' || status === 'no_show'
    if (isOver) tell(Math.min(now, endsAt), 'status', status)
    return row
  }

  const used = new Set<LeadId>()
  /** Somebody of that consultant who was known some days before, each once. */
  function patientOf(staffId: StaffId, day: string): LeadRows | undefined {
    const known = Math.min(now, toInstant(`${day}T00:00`, ZONE)) - 2 * DAY
    const mine = people.filter(
      ({ lead, conversation }) =>
        lead.ownerId === staffId && conversation !== null && lead.createdAt < known && !used.has(lead.id),
    )
    const person = mine.length === 0 ? undefined : random.pick(mine.slice(-60))
    if (person) used.add(person.lead.id)
    return person
  }

  const today = dayOf(now, ZONE)
  const consultants = staffIds.slice(2)
  for (let days = -7 * WEEKS_BEFORE; days <= 7 * WEEKS_AFTER; days += 1) {
    const day = addDays(today, days)
    if (weekdayOf(day) > (days % 2 === 0 ? 6 : 5)) continue
    const isNear = Math.abs(days) <= 7
    for (const staffId of consultants) {
      for (const wall of timesOf(random, isNear)) {
        const person = patientOf(staffId, day)
        if (!person) continue
        const type = random.weighted([
          [0, 5],
          [1, 4],
          [2, 2],
          [4, 2],
        ] as const)
        const over = type === 1 ? { videoUrl: 'https://meet.example.com/umut' } : {}
        add({ wall: `${day}T${wall}`, type, staffId, person, over })
      }
    }
  }
  addSpecialOnes()
  return rows

  /** What a calendar is for: each of them in the coming days, where it is seen. */
  function addSpecialOnes(): void {
    const [first, second, third] = consultants
    const next = (days: number) => {
      let day = addDays(today, days)
      while (weekdayOf(day) > 5) day = addDays(day, 1)
      return day
    }
    const treated = first && patientOf(first, today)
    if (first && treated) {
      const seriesId = random.id<AppointmentSeriesId>(now - 3 * DAY)
      const wall = `${next(1)}T13:00`
      rows.series.push({
        id: seriesId,
        recurrence: 'course',
        firstWallTime: wall,
        timeZone: ZONE,
        createdAt: now - DAY,
      })
      for (const [index, type] of [2, 3, 4, 4].entries()) {
        const over = { seriesId, status: 'scheduled', roomId: roomRows[1]?.id ?? null } as const
        add({ wall: `${next(1 + 7 * index)}T13:00`, type, staffId: first, person: treated, over })
      }
    }
    const asking = second && patientOf(second, today)
    if (second && asking) {
      const over = { status: 'requested', approval: 'manager' } as const
      add({ wall: `${next(2)}T13:00`, type: 3, staffId: second, person: asking, over })
    }
    const invited = third && patientOf(third, today)
    if (third && invited) {
      const over = { status: 'requested', approval: 'patient' } as const
      add({ wall: `${next(2)}T14:30`, type: 1, staffId: third, person: invited, over })
    }
    const urgent = second && patientOf(second, today)
    if (second && urgent) {
      const overrideReason = 'Hasta yarın uçuyor, doktor araya alıyor'
      const over = { status: 'scheduled', overrideReason, overriddenBy: staffIds[1] ?? null } as const
      add({ wall: `${next(2)}T14:00`, type: 2, staffId: second, person: urgent, over })
    }
  }
}

/** Hours that nobody else has: mornings at the full hour, afternoons after the special ones. */
function timesOf(random: Random, isNear: boolean): string[] {
  const morning = ['09:00', '10:00', '11:15'].filter(() => random.chance(isNear ? 0.55 : 0.35))
  const afternoon = ['16:00', '17:00'].filter(() => random.chance(isNear ? 0.4 : 0.25))
  return [...morning, ...afternoon]
}

function statusOf(random: Random, startsAt: number, endsAt: number, now: number): Row['status'] {
  if (endsAt < now)
    return random.weighted([
      ['done', 12],
      ['no_show', 2],
      ['cancelled', 1],
    ] as const)
  if (startsAt <= now) return 'arrived'
  return random.chance(0.45) ? 'confirmed' : 'scheduled'
}
