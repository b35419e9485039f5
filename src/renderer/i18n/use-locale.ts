import { useTranslation } from 'react-i18next'
import type { Locale } from '#shared/domain/locale.ts'

export function useLocale(): Locale {
  return useTranslation().i18n.language as Locale
}
