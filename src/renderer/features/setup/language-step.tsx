import { showLocale } from '../../i18n/i18n.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { LanguageChoice } from '../../ui/language-choice.tsx'

export function LanguageStep() {
  const locale = useLocale()
  return <LanguageChoice value={locale} fullWidth onChange={showLocale} />
}
