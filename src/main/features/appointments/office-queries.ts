import { asc, eq, sql } from 'drizzle-orm'
import type { AppointmentType, Room } from '#shared/contract/appointments.ts'
import type { AppointmentTypeId, RoomId, StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { staff } from '../staff/schema.ts'
import { appointmentTypes, rooms } from './schema.ts'

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
  return db
    .select(typeColumns)
    .from(appointmentTypes)
    .orderBy(asc(appointmentTypes.position), asc(appointmentTypes.id))
    .all()
}

export function findAppointmentType(db: Db, id: AppointmentTypeId): AppointmentType | undefined {
  return db.select(typeColumns).from(appointmentTypes).where(eq(appointmentTypes.id, id)).get()
}

export function insertAppointmentType(tx: Db, type: Omit<AppointmentType, 'version'>, now: number): void {
  tx.insert(appointmentTypes)
    .values({ ...type, createdAt: now, updatedAt: now })
    .run()
}

export function updateAppointmentType(
  tx: Db,
  id: AppointmentTypeId,
  changes: Partial<Omit<AppointmentType, 'id' | 'version'>>,
  now: number,
): void {
  tx.update(appointmentTypes)
    .set({ ...changes, version: sql`${appointmentTypes.version} + 1`, updatedAt: now })
    .where(eq(appointmentTypes.id, id))
    .run()
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

export function isStaffMember(db: Db, id: StaffId): boolean {
  return db.select({ id: staff.id }).from(staff).where(eq(staff.id, id)).get() !== undefined
}
