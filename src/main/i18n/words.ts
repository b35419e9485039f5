import { createInstance, type i18n } from 'i18next'
import type { Locale } from '#shared/domain/locale.ts'
import english from '#shared/i18n/en/core.json' with { type: 'json' }
import englishReport from '#shared/i18n/en/report-words.json' with { type: 'json' }
import turkish from '#shared/i18n/tr/core.json' with { type: 'json' }
import turkishReport from '#shared/i18n/tr/report-words.json' with { type: 'json' }

const instances = new Map<Locale, i18n>()

/** What the core itself writes (notifications, reports), in the language of whoever reads it. */
export function word(locale: Locale, key: string, values: Record<string, string | number> = {}): string {
  return instanceOf(locale).t(key, values)
}

function instanceOf(locale: Locale): i18n {
  const existing = instances.get(locale)
  if (existing) return existing
  const instance = createInstance()
  void instance.init({
    lng: locale,
    resources: {
      tr: { translation: { ...turkish, report: turkishReport } },
      en: { translation: { ...english, report: englishReport } },
    },
    // Plain text everywhere it goes; what becomes HTML is escaped where it becomes HTML.
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  instances.set(locale, instance)
  return instance
}
