import type { AppointmentType } from '#shared/contract/appointments.ts'
import type { StaffId } from '#shared/domain/ids.ts'

/** A type for which nobody is named is everybody's. */
export function doesType(type: AppointmentType | undefined, staffId: StaffId): boolean {
  return type === undefined || type.staffIds.length === 0 || type.staffIds.includes(staffId)
}
