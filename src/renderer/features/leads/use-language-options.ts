import { useMemo } from 'react'
import { useLocale } from '../../i18n/use-locale.ts'

/** The languages that people from abroad speak most. */
// biome-ignore format: one line per dozen reads better than one per language
const LANGUAGES = [
  'tr', 'en', 'de', 'fr', 'nl', 'ar', 'ru', 'es', 'it', 'pt', 'pl', 'ro', 'bg', 'el', 'sq', 'sr', 'bs', 'hr', 'uk', 'az',
  'ka', 'kk', 'uz', 'fa', 'ku', 'he', 'sv', 'da', 'nb', 'fi', 'cs', 'hu',
]

export function useLanguageOptions(): { value: string; label: string }[] {
  const locale = useLocale()
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'language' })
    const collator = new Intl.Collator(locale)
    return LANGUAGES.map(value => ({ value, label: names.of(value) ?? value })).toSorted((one, other) =>
      collator.compare(one.label, other.label),
    )
  }, [locale])
}
