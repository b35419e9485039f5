import type { AppointmentType } from '#shared/contract/appointments.ts'
import type { Locale } from '#shared/domain/locale.ts'

/** Everybody does everything, until the office says who does what. */
type InitialType = Omit<AppointmentType, 'id' | 'version' | 'position' | 'isArchived' | 'staffIds'>

const usual = { bufferBefore: 0, bufferAfter: 0, place: null, approval: 'none' } as const

/** What nearly every such office books; each is theirs to rename. */
const INITIAL_TYPES: readonly (Omit<InitialType, 'name'> & { name: Record<Locale, string> })[] = [
  { ...usual, name: { tr: 'Ön görüşme', en: 'Consultation' }, color: 'teal', minutes: 30 },
  { ...usual, name: { tr: 'Görüntülü görüşme', en: 'Video call' }, color: 'blue', minutes: 30 },
  { ...usual, name: { tr: 'Muayene', en: 'Examination' }, color: 'green', minutes: 45, bufferAfter: 15 },
  { ...usual, name: { tr: 'Tedavi', en: 'Treatment' }, color: 'violet', minutes: 120, bufferAfter: 15 },
  { ...usual, name: { tr: 'Kontrol', en: 'Check-up' }, color: 'yellow', minutes: 30 },
  { ...usual, name: { tr: 'Transfer', en: 'Transfer' }, color: 'gray', minutes: 60 },
]

export function initialAppointmentTypes(locale: Locale): InitialType[] {
  return INITIAL_TYPES.map(type => ({ ...type, name: type.name[locale] }))
}
