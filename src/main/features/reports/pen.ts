import { changeOf } from './findings.ts'
import type { Figure } from './report-document.ts'
import type { ReportFormat } from './report-format.ts'

export type Words = (key: string, values?: Record<string, string | number>) => string

/** What a report is worded with. */
export interface Pen {
  readonly t: Words
  readonly format: ReportFormat
}

/** A count, and by how much of itself it is more or less than before. */
export function countFigure({ t, format }: Pen, key: string, now: number, before: number): Figure {
  const change = changeOf(now, before)
  const was = format.number(before)
  return {
    label: t(key),
    value: format.number(now),
    change:
      change === null || change === 0
        ? t('was', { value: was })
        : t(change > 0 ? 'more' : 'less', { percent: format.percent(Math.abs(change)), value: was }),
  }
}

export function wasOf({ t }: Pen, value: string): string {
  return t('was', { value })
}
