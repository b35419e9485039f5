import { z } from 'zod'
import { addDays, CalendarDay, calendarDayOf } from './period.ts'

/** What a report can hold. They stand in the order in which they are named. */
export const ReportSection = z.enum(['leads', 'funnel', 'consultants', 'sources', 'appointments', 'ads', 'numbers'])
export type ReportSection = z.infer<typeof ReportSection>

/** Row A22: a manager reads everything, a customer of the office the key figures and nothing of how the office works. */
export const ReportAudience = z.enum(['manager', 'customer'])
export type ReportAudience = z.infer<typeof ReportAudience>

const FOR_CUSTOMERS: ReadonlySet<ReportSection> = new Set(['leads', 'appointments', 'ads'])

export function sectionsFor(audience: ReportAudience, sections: readonly ReportSection[]): ReportSection[] {
  const once = [...new Set(sections)]
  return audience === 'manager' ? once : once.filter(section => FOR_CUSTOMERS.has(section))
}

/** Days that are over, or two days that were picked: a report that is made twice tells of the same days. */
export const ReportPeriod = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('yesterday') }),
  /** From Monday to Sunday. */
  z.object({ kind: z.literal('last_week') }),
  z.object({ kind: z.literal('last_month') }),
  z
    .object({ kind: z.literal('between'), from: CalendarDay, to: CalendarDay })
    .refine(({ from, to }) => from <= to && addDays(from, 1_100) >= to, { path: ['to'] }),
])
export type ReportPeriod = z.infer<typeof ReportPeriod>

/** Both days belong to it. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** The days that are meant, by the office's calendar, and those that they are compared with. */
export function reportDays(period: ReportPeriod, timeZone: string, now: number): Days & { readonly before: Days } {
  const today = calendarDayOf(timeZone, now)
  switch (period.kind) {
    case 'yesterday': {
      const day = addDays(today, -1)
      return { from: day, to: day, before: { from: addDays(day, -1), to: addDays(day, -1) } }
    }
    case 'last_week': {
      const monday = addDays(today, -((new Date(today).getUTCDay() + 6) % 7) - 7)
      return { from: monday, to: addDays(monday, 6), before: { from: addDays(monday, -7), to: addDays(monday, -1) } }
    }
    case 'last_month': {
      const to = addDays(`${today.slice(0, 8)}01`, -1)
      const from = `${to.slice(0, 8)}01`
      const beforeTo = addDays(from, -1)
      return { from, to, before: { from: `${beforeTo.slice(0, 8)}01`, to: beforeTo } }
    }
    case 'between': {
      const { from, to } = period
      const length = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
      return { from, to, before: { from: addDays(from, -length), to: addDays(from, -1) } }
    }
  }
}

/** What the texts of WhatsApp may name; each stands between two braces. */
export const REPORT_VARIABLES = ['title', 'period', 'office', 'summary', 'figures', 'sections', 'advice'] as const
export type ReportVariable = (typeof REPORT_VARIABLES)[number]

/** What a text names between two braces and no report knows. */
export function findUnknownVariables(body: string): string[] {
  const named = [...body.matchAll(/\{\{([^{}]*)\}\}/gu)].map(([, name = '']) => name.trim())
  const known: readonly string[] = REPORT_VARIABLES
  return [...new Set(named.filter(name => !known.includes(name)))]
}

/** A variable that has nothing to say takes its line along; what is unknown stays as it was typed. */
export function fillReportText(body: string, values: Readonly<Record<ReportVariable, string>>): string {
  const filled = body.split('\n').flatMap(line => {
    let isEmpty = false
    const put = line.replaceAll(/\{\{\s*(\w+)\s*\}\}/gu, (whole, name: string) => {
      if (!(name in values)) return whole
      const value = values[name as ReportVariable]
      if (value === '') isEmpty = true
      return value
    })
    return isEmpty && put.trim() === '' ? [] : [put]
  })
  return filled
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim()
}
