import { useMemo } from 'react'
import { createFormat, type Format } from './format.ts'
import { useLocale } from './use-locale.ts'

/** Dates and numbers in the language of the window and the time zone of the person at it. */
export function useFormat(): Format {
  const locale = useLocale()
  return useMemo(() => createFormat(locale), [locale])
}
