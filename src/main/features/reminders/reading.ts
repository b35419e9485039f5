import type { findAppointment, getVisibleAppointment, listLeadIds } from '../appointments/appointment-queries.ts'
import type { findAppointmentType } from '../appointments/office-queries.ts'
import type { toCalendarFile } from '../appointments/to-calendar-file.ts'
import type { listAddresses } from '../consents/queries.ts'
import type { findMessage } from '../conversations/message-queries.ts'
import type { countUse, findTemplate } from '../templates/queries.ts'
import type { readTemplateFacts, zonesOfLead } from '../templates/template-facts.ts'

/** What reminders read of other features. Handed in by `app.ts`. */
export interface Reading {
  readonly findAppointment: typeof findAppointment
  readonly getVisibleAppointment: typeof getVisibleAppointment
  readonly listLeadIds: typeof listLeadIds
  readonly listAddresses: typeof listAddresses
  readonly findMessage: typeof findMessage
  readonly findTemplate: typeof findTemplate
  readonly countUse: typeof countUse
  readonly readTemplateFacts: typeof readTemplateFacts
  readonly zonesOfLead: typeof zonesOfLead
  readonly findAppointmentType: typeof findAppointmentType
  readonly toCalendarFile: typeof toCalendarFile
}
