import dayjs from 'dayjs'
import 'dayjs/locale/tr'
import 'dayjs/locale/en'
import i18next, { type i18n as I18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { Locale } from '#shared/domain/locale.ts'
import { catalogues } from '#shared/i18n/catalogues.ts'
import type { Namespace, Translate } from '#shared/i18n/keys.ts'

const KEY = 'santral.locale'

/** What this PC showed last: the sign-in page has nobody to ask. Null on a PC that never chose. */
export function rememberedLocale(): Locale | null {
  return Locale.safeParse(localStorage.getItem(KEY)).data ?? null
}

function systemLocale(): Locale {
  return navigator.language.toLowerCase().startsWith('tr') ? 'tr' : 'en'
}

interface TypedI18n extends Omit<I18n, 't' | 'getFixedT'> {
  t: Translate
  getFixedT<Home extends Namespace = 'frame'>(locale: Locale, home?: Home): Translate<Home>
}

/** For code outside components. */
export const i18n = i18next.createInstance() as unknown as TypedI18n

/** Both languages are in the bundle: switching is instant and works with the core away. */
export function startI18n(): void {
  i18n.on('languageChanged', language => {
    document.documentElement.lang = language
    dayjs.locale(language)
  })
  void i18n.use(initReactI18next).init({
    lng: rememberedLocale() ?? systemLocale(),
    fallbackLng: false,
    supportedLngs: Locale.options,
    resources: catalogues,
    defaultNS: 'frame',
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
}

/** Changes the words at once and keeps them for the next start of this PC. Stored data is never touched. */
export function showLocale(locale: Locale): void {
  localStorage.setItem(KEY, locale)
  if (i18n.language !== locale) void i18n.changeLanguage(locale)
}
