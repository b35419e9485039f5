import { offsetOf } from '#shared/domain/local-time.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { dayOf } from '#shared/domain/zoned-time.ts'
import { createFormat } from '../../i18n/format.ts'

/** What the patient's clock shows at that moment, with the day where it is another one; null where both clocks show the same. */
export function theirTime(
  at: number,
  theirs: string | null | undefined,
  office: string | undefined,
  locale: Locale,
): string | null {
  if (!theirs || office === undefined || offsetOf(theirs, at) === offsetOf(office, at)) return null
  const format = createFormat(locale, theirs)
  return dayOf(at, theirs) === dayOf(at, office) ? format.time(at) : format.dateTime(at)
}
