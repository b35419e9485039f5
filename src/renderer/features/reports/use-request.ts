import { useState } from 'react'
import type { ReportRequest } from '#shared/contract/reports.ts'
import { addDays, calendarDayOf } from '#shared/domain/period.ts'
import { ReportSection, sectionsFor } from '#shared/domain/report.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'

/** Every section once, in the order of the report; what is off keeps its place. */
export interface SectionChoice {
  readonly section: ReportSection
  readonly isOn: boolean
}

export interface Built extends Omit<ReportRequest, 'sections'> {
  readonly choices: readonly SectionChoice[]
}

/** What is being put together, from a week of everything for the managers on. */
export function useRequest() {
  const locale = useLocale()
  const timeZone = useTimeZone()
  const [built, setBuilt] = useState<Built>({
    period: { kind: 'last_week' },
    audience: 'manager',
    locale,
    choices: ReportSection.options.map(section => ({ section, isOn: true })),
  })
  const sections = built.choices.filter(({ isOn }) => isOn).map(({ section }) => section)
  const { period, audience } = built
  const request: ReportRequest | null =
    sectionsFor(audience, sections).length === 0 ? null : { period, audience, locale: built.locale, sections }
  return {
    built,
    request,
    /** What is picked first where dates are picked: the thirty days up to yesterday. */
    lastDays(): Extract<ReportRequest['period'], { kind: 'between' }> {
      const today = calendarDayOf(timeZone ?? 'UTC', coreNow())
      return { kind: 'between', from: addDays(today, -30), to: addDays(today, -1) }
    },
    change: (changed: Partial<Built>) => setBuilt(before => ({ ...before, ...changed })),
    move(from: number, by: -1 | 1) {
      setBuilt(before => {
        const choices = [...before.choices]
        const [moved] = choices.splice(from, 1)
        if (moved !== undefined) choices.splice(from + by, 0, moved)
        return { ...before, choices }
      })
    },
  }
}
