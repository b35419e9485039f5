import type { Span } from '#shared/domain/appointment.ts'
import { subtractSpans } from '#shared/domain/appointment.ts'
import type { RoomId, StaffId } from '#shared/domain/ids.ts'
import { dayOf, minutes } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import type { ReadWorkingTimes } from '../working-hours/service.ts'
import { listHoldsOfRoom, listHoldsOfStaff } from './appointment-queries.ts'

export interface SlotSearch {
  readonly staffIds: readonly StaffId[]
  readonly roomId: RoomId | null
  readonly minutes: number
  readonly bufferBefore: number
  readonly bufferAfter: number
  readonly span: Span
  readonly limit: number
  /** Each time once, and so many from all over a day of that zone. */
  readonly offer: { readonly perDay: number; readonly timeZone: string } | null
}

export interface FreeSlot {
  readonly staffId: StaffId
  readonly startsAt: number
  readonly endsAt: number
}

/** Offered times begin on the quarter of an hour. */
const GRID = minutes(15)

/** The next times at which one of these people, and the room, is free: in order of time, then of the people as they were given. */
export function findFreeSlots(db: Db, readTimes: ReadWorkingTimes, search: SlotSearch): FreeSlot[] {
  const { staffIds, roomId, span, limit } = search
  const roomTaken = roomId === null ? [] : listHoldsOfRoom(db, roomId, span).map(toHold)
  const slots = staffIds.flatMap(staffId => {
    const taken = [...listHoldsOfStaff(db, staffId, span).map(toHold), ...roomTaken]
    return readTimes(db, staffId, span)
      .openSpans(span)
      .flatMap(open => startsWithin(open, taken, search))
      .map(startsAt => ({ staffId, startsAt, endsAt: startsAt + minutes(search.minutes) }))
  })
  const inOrder = slots.toSorted((one, other) => one.startsAt - other.startsAt)
  return (search.offer === null ? inOrder : offered(inOrder, search.offer)).slice(0, limit)
}

/** Who has a time is the first of those who do: nobody is offered half past nine six times. */
function offered(slots: readonly FreeSlot[], { perDay, timeZone }: NonNullable<SlotSearch['offer']>): FreeSlot[] {
  const once = slots.filter((slot, index) => slot.startsAt !== slots[index - 1]?.startsAt)
  const days = Map.groupBy(once, ({ startsAt }) => dayOf(startsAt, timeZone))
  return [...days.values()].flatMap(ofDay => {
    const shown = Math.min(perDay, ofDay.length)
    return ofDay.filter(
      (_, index) => Math.floor((index * shown) / ofDay.length) !== Math.floor(((index - 1) * shown) / ofDay.length),
    )
  })
}

/** Visits follow one another without gaps of a quarter: what is offered does not overlap itself. */
function startsWithin(open: Span, taken: readonly Span[], search: SlotSearch): number[] {
  const starts: number[] = []
  const needed = minutes(search.minutes)
  // The time kept free may reach out of the working hours, but not into another appointment.
  const around = { from: open.from - minutes(search.bufferBefore), until: open.until + minutes(search.bufferAfter) }
  for (const free of subtractSpans(around, taken)) {
    const latest = Math.min(free.until - minutes(search.bufferAfter), open.until) - needed
    let start = onGrid(Math.max(free.from + minutes(search.bufferBefore), open.from, search.span.from))
    while (start <= latest && starts.length < search.limit) {
      starts.push(start)
      start = onGrid(start + needed + minutes(search.bufferBefore + search.bufferAfter))
    }
  }
  return starts
}

/** Every zone's clock differs from UTC by whole quarters. */
function onGrid(at: number): number {
  return Math.ceil(at / GRID) * GRID
}

function toHold({ holdsFrom, holdsUntil }: { holdsFrom: number; holdsUntil: number }): Span {
  return { from: holdsFrom, until: holdsUntil }
}
