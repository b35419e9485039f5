import { useMemo } from 'react'
import { useTimeZone } from '../rpc/use-connection.ts'
import { createFormat, type Format } from './format.ts'
import { useLocale } from './use-locale.ts'

/** Dates and numbers in the language of the window and the time zone of the office, whatever the PC's own clock is set to. */
export function useFormat(): Format {
  const locale = useLocale()
  const timeZone = useTimeZone()
  return useMemo(() => createFormat(locale, timeZone), [locale, timeZone])
}
