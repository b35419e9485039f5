import { z } from 'zod'

/** The five fixed outcomes that every editable stage maps to (rows C23, E6). */
export const StageOutcome = z.enum(['new', 'assigned', 'contacted', 'converted', 'rejected'])
export type StageOutcome = z.infer<typeof StageOutcome>

/** The stages an office starts with. Names are the office's own words from then on, in its first language. */
export const INITIAL_STAGES = [
  { outcome: 'new', color: 'teal', name: { tr: 'Yeni', en: 'New' } },
  { outcome: 'assigned', color: 'blue', name: { tr: 'Atandı', en: 'Assigned' } },
  { outcome: 'contacted', color: 'violet', name: { tr: 'Görüşülüyor', en: 'In contact' } },
  { outcome: 'converted', color: 'green', name: { tr: 'Hasta oldu', en: 'Became a patient' } },
  { outcome: 'rejected', color: 'gray', name: { tr: 'Olumsuz', en: 'Lost' } },
] as const satisfies readonly { outcome: StageOutcome; color: string; name: { tr: string; en: string } }[]
