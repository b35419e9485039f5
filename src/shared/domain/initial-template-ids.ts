import type { TemplateId } from './ids.ts'

function idOf(number: number): TemplateId {
  return `01940000-0000-7000-8000-${String(number).padStart(12, '0')}` as TemplateId
}

/** The appointment templates that every office starts with, known by name so that rules and buttons find them. */
export const INITIAL_TEMPLATE = {
  confirmation: idOf(1),
  dayBefore: idOf(2),
  hoursBefore: idOf(3),
  moved: idOf(4),
  cancelled: idOf(5),
  noShow: idOf(6),
  thanks: idOf(7),
} as const
