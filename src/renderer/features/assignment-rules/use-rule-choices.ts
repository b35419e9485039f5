import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { LeadSource } from '#shared/domain/lead-source.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useLanguageOptions } from '../leads/use-language-options.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import type { RuleNames } from './rule-words.ts'

/** What a rule can be about, in the window's language; and how each of it is called, also what is there no more. */
export function useRuleChoices() {
  const { t } = useTranslation('assignmentRules')
  const locale = useLocale()
  const format = useFormat()
  const languages = useLanguageOptions()
  const { active, colleagueOf } = useColleagues()
  const { data: origins } = useQuery(api.leads.origins.queryOptions())
  const { data: countries = [] } = useQuery(api.system.countries.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const countryChoices = useMemo(() => {
    const collator = new Intl.Collator(locale)
    return countries
      .map(({ alpha2, nameTr, nameEn }) => ({ value: alpha2, label: locale === 'tr' ? nameTr : nameEn }))
      .toSorted((one, other) => collator.compare(one.label, other.label))
  }, [countries, locale])
  const brands = origins?.brands ?? []
  const forms = origins?.forms ?? []
  const names: RuleNames = {
    brand: id => brands.find(one => one.id === id)?.name ?? id,
    form: id => forms.find(one => one.id === id)?.name ?? id,
    country: alpha2 => format.country(alpha2),
    language: code => languages.find(({ value }) => value === code)?.label ?? code,
    staff: id => colleagueOf(id)?.name ?? t('someone'),
  }
  return {
    names,
    sources: LeadSource.options.map(value => ({ value, label: t(`leads:sources.${value}`) })),
    brands: [
      ...brands.map(({ id, name }) => ({ value: id as string, label: name })),
      { value: 'none', label: t('noBrand') },
    ],
    forms: forms.map(({ id, name }) => ({ value: id, label: name })),
    countries: countryChoices,
    languages,
    staff: active.map(({ id, name }) => ({ value: id as string, label: name })),
  }
}
