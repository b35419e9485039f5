import type { AppointmentId } from '#shared/domain/ids.ts'
import { rpc } from '../../rpc/api.ts'

/** The appointment as a file for any calendar, saved where the window saves its files. */
export async function saveCalendarFile(id: AppointmentId): Promise<void> {
  const { name, text } = await rpc.appointments.ics({ id })
  const address = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
