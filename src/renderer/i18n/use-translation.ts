import type { i18n as I18n } from 'i18next'
import { useTranslation as useI18next } from 'react-i18next'
import type { Namespace, Translate } from '#shared/i18n/keys.ts'

/** The words of a feature, in the language shown now. Keys of other namespaces are written `namespace:key`. */
export function useTranslation<Home extends Namespace = 'frame'>(home?: Home): { t: Translate<Home>; i18n: I18n } {
  return useI18next(home) as unknown as { t: Translate<Home>; i18n: I18n }
}
