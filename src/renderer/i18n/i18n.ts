import dayjs from 'dayjs'
import 'dayjs/locale/tr'
import 'dayjs/locale/en'
import i18next, { type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { catalogues } from '#shared/i18n/catalogues.ts'
import { Locale } from '#shared/domain/locale.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'frame'
    resources: (typeof catalogues)['tr']
  }
}

const KEY = 'santral.locale'

/** What this PC showed last; the sign-in page has nobody to ask. */
function rememberedLocale(): Locale {
  const remembered = Locale.safeParse(localStorage.getItem(KEY))
  if (remembered.success) return remembered.data
  return navigator.language.toLowerCase().startsWith('tr') ? 'tr' : 'en'
}

export const i18n: I18n = i18next.createInstance()

/** Both languages are in the bundle: switching is instant and works with the core away. */
export function startI18n(): void {
  i18n.on('languageChanged', language => {
    document.documentElement.lang = language
    dayjs.locale(language)
    localStorage.setItem(KEY, language)
  })
  void i18n.use(initReactI18next).init({
    lng: rememberedLocale(),
    fallbackLng: false,
    supportedLngs: Locale.options,
    resources: catalogues,
    defaultNS: 'frame',
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
}

export function showLocale(locale: Locale): void {
  if (i18n.language !== locale) void i18n.changeLanguage(locale)
}
