import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { LeadSource } from '#shared/domain/lead-source.ts'
import { StageOutcome } from '#shared/domain/stage-outcome.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import type { Choice } from '../../ui/choices-chip.tsx'
import { CountryFlag } from '../../ui/country-flag.tsx'
import { TagDot } from '../tags/tag-chip.tsx'
import { useTags } from '../tags/use-tags.ts'
import type { LeadsSearch } from './leads-search.ts'
import { StageDot } from './stage-mark.tsx'
import { useColleagues, useStages } from './use-office-people.ts'

/** The filters that take several values of a column. */
export const CHOICE_FILTERS = [
  'stage',
  'owner',
  'source',
  'outcome',
  'brand',
  'campaign',
  'form',
  'country',
  'tag',
] as const
export type ChoiceFilter = (typeof CHOICE_FILTERS)[number]
export type FilterChoices = {
  readonly [Name in ChoiceFilter]: readonly Choice<NonNullable<LeadsSearch[Name]>[number]>[]
}

/** What each of them can be set to, in the window's language. */
export function useFilterChoices(): FilterChoices {
  const { t } = useTranslation('leads')
  const { t: tLists } = useTranslation('leadLists')
  const me = useSignedInStaff()
  const locale = useLocale()
  const { stages } = useStages()
  const { tags } = useTags()
  const { active } = useColleagues()
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const { data: origins } = useQuery(api.leads.origins.queryOptions())
  const { data: countries = [] } = useQuery(api.system.countries.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const customer = settings?.customerWord ?? 'customer'
  const countryChoices = useMemo(() => {
    const collator = new Intl.Collator(locale)
    return countries
      .map(({ alpha2, nameTr, nameEn }) => ({
        value: alpha2,
        label: locale === 'tr' ? nameTr : nameEn,
        found: `${nameTr} ${nameEn} ${alpha2}`,
        mark: <CountryFlag alpha2={alpha2} />,
      }))
      .toSorted((one, other) => collator.compare(one.label, other.label))
  }, [countries, locale])
  return {
    stage: stages.map(({ id, name, color }) => ({ value: id, label: name, mark: <StageDot color={color} /> })),
    owner: [
      { value: 'me', label: t('me', { name: me.name }) },
      { value: 'nobody', label: t('nobody') },
      ...active.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ value: id, label: name })),
    ],
    source: LeadSource.options.map(value => ({ value, label: t(`sources.${value}`) })),
    outcome: StageOutcome.options.map(value => ({
      value,
      label: value === 'converted' ? tLists(`outcomes.${customer}`) : tLists(`outcomes.${value}`),
    })),
    brand: [
      ...(origins?.brands ?? []).map(({ id, name }) => ({ value: id, label: name })),
      { value: 'none', label: tLists('noBrand') },
    ],
    campaign: (origins?.campaigns ?? []).map(({ id, name }) => ({ value: id, label: name })),
    form: (origins?.forms ?? []).map(({ id, name }) => ({ value: id, label: name })),
    country: countryChoices,
    tag: tags.map(({ id, name, color }) => ({ value: id, label: name, mark: <TagDot color={color} /> })),
  }
}
