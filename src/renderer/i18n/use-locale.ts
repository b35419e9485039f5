import type { Locale } from '#shared/domain/locale.ts'
import { useTranslation } from './use-translation.ts'

export function useLocale(): Locale {
  return useTranslation().i18n.language as Locale
}
