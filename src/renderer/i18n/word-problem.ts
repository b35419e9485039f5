import type { Locale } from '#shared/domain/locale.ts'
import { catalogues } from '#shared/i18n/catalogues.ts'
import type { Translate } from '#shared/i18n/keys.ts'
import { toProblem } from '../rpc/problem.ts'
import { createFormat } from './format.ts'

type ProblemKey = keyof (typeof catalogues)['tr']['problems']

/** Codes whose catalogue entry is plural, and the value that counts. */
const countedBy: Record<string, string> = { STAGE_IN_USE: 'leads', ACCOUNT_IN_USE: 'conversations' }

/** A problem as a plain sentence with the next step. Codes that nobody worded, of a newer core, read as unexpected. Without a time zone, the PC's. */
export function wordProblem(error: unknown, t: Translate, locale: Locale, timeZone?: string): string {
  const problem = toProblem(error)
  const { data } = problem
  const say = t as unknown as (key: string, values: Record<string, unknown>) => string
  if (problem.code === 'TOO_MANY_TRIES' && typeof data['retryAt'] === 'number') {
    return say('problems:TOO_MANY_TRIES', { time: createFormat(locale, timeZone).time(data['retryAt']) })
  }
  if (problem.code === 'ALREADY_ASKED' && typeof data['at'] === 'number') {
    return say('problems:ALREADY_ASKED', { time: createFormat(locale, timeZone).dateTime(data['at']) })
  }
  if (problem.code === 'FILE_TOO_LARGE' && typeof data['largest'] === 'number') {
    return say('problems:FILE_TOO_LARGE', { largest: createFormat(locale).bytes(data['largest']) })
  }
  if (problem.code === 'STORAGE_FAILED' && isWorded(`STORAGE_FAILED_${String(data['kind'])}`)) {
    return say(`problems:STORAGE_FAILED_${String(data['kind'])}`, {})
  }
  const counted = countedBy[problem.code]
  if (counted !== undefined) return say(`problems:${problem.code}`, { count: data[counted] })
  if (isWorded(problem.code)) {
    if (problem.code === 'UNEXPECTED' && typeof data['reference'] !== 'string')
      return say('problems:UNEXPECTED_bare', {})
    return say(`problems:${problem.code}`, data)
  }
  return say('problems:UNEXPECTED_bare', {})
}

function isWorded(code: string): code is ProblemKey {
  return code in catalogues.tr.problems
}
