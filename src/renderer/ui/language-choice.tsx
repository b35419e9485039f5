import { SegmentedControl } from '@mantine/core'
import { Locale } from '#shared/domain/locale.ts'
import { useTranslation } from '../i18n/use-translation.ts'

/** A language is always named in itself: who cannot read the page must still find it. */
const ownNames: Record<Locale, string> = { tr: 'Türkçe', en: 'English' }

const choices = Locale.options.map(value => ({ value, label: ownNames[value] }))

interface LanguageChoiceProps {
  readonly value: Locale
  readonly size?: 'xs' | 'sm'
  readonly fullWidth?: boolean
  onChange(locale: Locale): void
}

export function LanguageChoice({ value, size = 'sm', fullWidth = false, onChange }: LanguageChoiceProps) {
  const { t } = useTranslation('frame')
  return (
    <SegmentedControl
      aria-label={t('language')}
      data={choices}
      value={value}
      size={size}
      fullWidth={fullWidth}
      onChange={next => onChange(Locale.parse(next))}
    />
  )
}
