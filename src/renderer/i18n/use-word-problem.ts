import { useCallback } from 'react'
import { useTimeZone } from '../rpc/use-connection.ts'
import { useLocale } from './use-locale.ts'
import { useTranslation } from './use-translation.ts'
import { wordProblem } from './word-problem.ts'

export function useWordProblem(): (error: unknown) => string {
  const { t } = useTranslation()
  const locale = useLocale()
  const timeZone = useTimeZone()
  return useCallback(error => wordProblem(error, t, locale, timeZone), [t, locale, timeZone])
}
