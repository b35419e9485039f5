import { and, asc, eq, notInArray, sql } from 'drizzle-orm'
import type { AppointmentType, Room } from '#shared/contract/appointments.ts'
import { type AppointmentTypeId, newId, type RoomId, type StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { staff } from '../staff/schema.ts'
import { appointmentTypeStaff, appointmentTypes, rooms } from './schema.ts'

const typeColumns = {
  id: appointmentTypes.id,
  version: appointmentTypes.version,
  name: appointmentTypes.name,
  color: appointmentTypes.color,
  minutes: appointmentTypes.minutes,
  bufferBefore: appointmentTypes.bufferBefore,
  bufferAfter: appointmentTypes.bufferAfter,
  place: appointmentTypes.place,
  approval: appointmentTypes.approval,
  position: appointmentTypes.position,
  isArchived: appointmentTypes.isArchived,
}

export function listAppointmentTypes(db: Db): AppointmentType[] {
  const links = db
    .select({ typeId: appointmentTypeStaff.typeId, staffId: appointmentTypeStaff.staffId })
    .from(appointmentTypeStaff)
    .orderBy(asc(appointmentTypeStaff.typeId), asc(appointmentTypeStaff.staffId))
    .all()
  const staffOf = Map.groupBy(links, ({ typeId }) => typeId)
  return db
    .select(typeColumns)
    .from(appointmentTypes)
    .orderBy(asc(appointmentTypes.position), asc(appointmentTypes.id))
    .all()
    .map(type => ({ ...type, staffIds: (staffOf.get(type.id) ?? []).map(({ staffId }) => staffId) }))
}

export function findAppointmentType(db: Db, id: AppointmentTypeId): AppointmentType | undefined {
  const type = db.select(typeColumns).from(appointmentTypes).where(eq(appointmentTypes.id, id)).get()
  return type && { ...type, staffIds: listStaffOfType(db, id) }
}

/** Who does this; nobody in particular where everybody does. */
export function listStaffOfType(db: Db, typeId: AppointmentTypeId): StaffId[] {
  return db
    .select({ staffId: appointmentTypeStaff.staffId })
    .from(appointmentTypeStaff)
    .where(eq(appointmentTypeStaff.typeId, typeId))
    .orderBy(asc(appointmentTypeStaff.staffId))
    .all()
    .map(({ staffId }) => staffId)
}

/** Those of the people who do this. */
export function onlyThoseWhoDo(
  db: Db,
  typeId: AppointmentTypeId | null,
  staffIds: readonly StaffId[],
): readonly StaffId[] {
  const able = typeId === null ? [] : listStaffOfType(db, typeId)
  return able.length === 0 ? staffIds : staffIds.filter(id => able.includes(id))
}

export function insertAppointmentType(
  tx: Db,
  { staffIds, ...type }: Omit<AppointmentType, 'version'>,
  now: number,
): void {
  tx.insert(appointmentTypes)
    .values({ ...type, createdAt: now, updatedAt: now })
    .run()
  setStaffOfType(tx, type.id, staffIds, now)
}

function setStaffOfType(tx: Db, typeId: AppointmentTypeId, staffIds: readonly StaffId[], now: number): void {
  tx.delete(appointmentTypeStaff)
    .where(and(eq(appointmentTypeStaff.typeId, typeId), notInArray(appointmentTypeStaff.staffId, [...staffIds])))
    .run()
  for (const staffId of staffIds) {
    tx.insert(appointmentTypeStaff).values({ id: newId(), typeId, staffId, createdAt: now }).onConflictDoNothing().run()
  }
}

export function updateAppointmentType(
  tx: Db,
  id: AppointmentTypeId,
  { staffIds, ...changes }: Partial<Omit<AppointmentType, 'id' | 'version'>>,
  now: number,
): void {
  tx.update(appointmentTypes)
    .set({ ...changes, version: sql`${appointmentTypes.version} + 1`, updatedAt: now })
    .where(eq(appointmentTypes.id, id))
    .run()
  if (staffIds) setStaffOfType(tx, id, staffIds, now)
}

const roomColumns = {
  id: rooms.id,
  version: rooms.version,
  name: rooms.name,
  position: rooms.position,
  isArchived: rooms.isArchived,
}

export function listRooms(db: Db): Room[] {
  return db.select(roomColumns).from(rooms).orderBy(asc(rooms.position), asc(rooms.id)).all()
}

export function findRoom(db: Db, id: RoomId): Room | undefined {
  return db.select(roomColumns).from(rooms).where(eq(rooms.id, id)).get()
}

export function insertRoom(tx: Db, room: Omit<Room, 'version'>, now: number): void {
  tx.insert(rooms)
    .values({ ...room, createdAt: now, updatedAt: now })
    .run()
}

export function updateRoom(tx: Db, id: RoomId, changes: Partial<Pick<Room, 'name' | 'isArchived'>>, now: number): void {
  tx.update(rooms)
    .set({ ...changes, version: sql`${rooms.version} + 1`, updatedAt: now })
    .where(eq(rooms.id, id))
    .run()
}

export function nameOfStaff(db: Db, id: StaffId): string | null {
  return db.select({ name: staff.name }).from(staff).where(eq(staff.id, id)).get()?.name ?? null
}

export function isStaffMember(db: Db, id: StaffId): boolean {
  return db.select({ id: staff.id }).from(staff).where(eq(staff.id, id)).get() !== undefined
}
