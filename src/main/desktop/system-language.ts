import { app } from 'electron'
import type { Locale } from '#shared/domain/locale.ts'

/** Turkish where the system prefers it to English, for what is said before anybody signed in. The app must be ready. */
export function systemLanguage(): Locale {
  return preferredLocale(app.getPreferredSystemLanguages())
}

export function preferredLocale(languages: readonly string[]): Locale {
  const known = languages.map(language => language.toLowerCase().split(/[-_]/)[0])
  return known.find(language => language === 'tr' || language === 'en') ?? 'en'
}
