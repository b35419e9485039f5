import type { AppointmentType, Room } from '#shared/contract/appointments.ts'
import { type AppointmentTypeId, newId, type RoomId, type StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { changedFields, recordAudit } from '../audit/audit.ts'
import { initialAppointmentTypes } from './initial-types.ts'
import {
  findAppointmentType,
  findRoom,
  insertAppointmentType,
  insertRoom,
  isStaffMember,
  listAppointmentTypes,
  listRooms,
  updateAppointmentType,
  updateRoom,
} from './office-queries.ts'

type TypeDetails = Omit<AppointmentType, 'id' | 'version' | 'position' | 'isArchived'>

/** What the office books, and where. */
export function createAppointmentOfficeService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  function getType(tx: Db, id: AppointmentTypeId): AppointmentType {
    const type = findAppointmentType(tx, id)
    if (!type) throw notFound('appointmentType')
    return type
  }

  function checkStaff(tx: Db, ids: readonly StaffId[]): void {
    for (const id of ids) if (!isStaffMember(tx, id)) throw notFound('staff')
  }

  function getRoom(tx: Db, id: RoomId): Room {
    const room = findRoom(tx, id)
    if (!room) throw notFound('room')
    return room
  }

  function note(tx: Db, by: StaffId, action: string, subjectId: string | null, changed: object): void {
    recordAudit(tx, clock, { staffId: by, action, subjectKind: 'appointment_office', subjectId, ...changed })
    afterCommit(tx, () => events.publish({ type: 'appointments.changed' }))
  }

  return {
    /** What an office starts with, in its own language. Types are never deleted: an office without any has never had some. */
    ensureInitial(locale: Locale): void {
      transact(db, tx => {
        if (listAppointmentTypes(tx).length > 0) return
        for (const [position, type] of initialAppointmentTypes(locale).entries()) {
          insertAppointmentType(tx, { id: newId(), ...type, staffIds: [], position, isArchived: false }, clock.now())
        }
        afterCommit(tx, () => events.publish({ type: 'appointments.changed' }))
      })
    },

    async listTypes(): Promise<AppointmentType[]> {
      return listAppointmentTypes(db)
    },

    /** At the end of the list. */
    async createType(
      by: StaffId,
      { id, ...details }: TypeDetails & { id: AppointmentTypeId },
    ): Promise<AppointmentType> {
      return transact(db, tx => {
        const known = findAppointmentType(tx, id)
        if (known) return known
        checkStaff(tx, details.staffIds)
        const position = (listAppointmentTypes(tx).at(-1)?.position ?? -1) + 1
        insertAppointmentType(tx, { id, ...details, position, isArchived: false }, clock.now())
        note(tx, by, 'appointment_type.created', id, { after: details })
        return getType(tx, id)
      })
    },

    async updateType(
      by: StaffId,
      { id, version, ...details }: TypeDetails & { id: AppointmentTypeId; version: number; isArchived: boolean },
    ): Promise<AppointmentType> {
      return transact(db, tx => {
        const before = getType(tx, id)
        if (before.version !== version) throw staleEdit('appointmentType', before.version)
        checkStaff(tx, details.staffIds)
        const changed = changedFields({ ...before }, { ...details, staffIds: details.staffIds.toSorted() })
        if (!changed) return before
        updateAppointmentType(tx, id, details, clock.now())
        note(tx, by, 'appointment_type.updated', id, changed)
        return getType(tx, id)
      })
    },

    /** One that somebody added in the meantime, which the given order does not know, stays at the end. */
    async reorderTypes(by: StaffId, ids: readonly AppointmentTypeId[]): Promise<AppointmentType[]> {
      return transact(db, tx => {
        const before = listAppointmentTypes(tx).map(type => type.id)
        if (ids.some(id => !before.includes(id))) throw notFound('appointmentType')
        const after = [...new Set([...ids, ...before])]
        const changed = changedFields({ order: before }, { order: after })
        if (!changed) return listAppointmentTypes(tx)
        for (const [position, id] of after.entries()) updateAppointmentType(tx, id, { position }, clock.now())
        note(tx, by, 'appointment_types.reordered', null, changed)
        return listAppointmentTypes(tx)
      })
    },

    async listRooms(): Promise<Room[]> {
      return listRooms(db)
    },

    async createRoom(by: StaffId, { id, name }: { id: RoomId; name: string }): Promise<Room> {
      return transact(db, tx => {
        const known = findRoom(tx, id)
        if (known) return known
        insertRoom(
          tx,
          { id, name, position: (listRooms(tx).at(-1)?.position ?? -1) + 1, isArchived: false },
          clock.now(),
        )
        note(tx, by, 'room.created', id, { after: { name } })
        return getRoom(tx, id)
      })
    },

    async updateRoom(
      by: StaffId,
      { id, version, ...details }: { id: RoomId; version: number; name: string; isArchived: boolean },
    ): Promise<Room> {
      return transact(db, tx => {
        const before = getRoom(tx, id)
        if (before.version !== version) throw staleEdit('room', before.version)
        const changed = changedFields({ ...before }, details)
        if (!changed) return before
        updateRoom(tx, id, details, clock.now())
        note(tx, by, 'room.updated', id, changed)
        return getRoom(tx, id)
      })
    },
  }
}
export type AppointmentOfficeService = ReturnType<typeof createAppointmentOfficeService>
