import { MultiSelect, Radio, Select, SimpleGrid, Stack, Switch, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ImportPlan } from '#shared/contract/imports.ts'
import { BrandId, type StaffId, type StageId, TagId } from '#shared/domain/ids.ts'
import type { ImportField } from '#shared/domain/import.ts'
import { LeadSource } from '#shared/domain/lead-source.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useColleagues, useStages } from '../leads/use-office-people.ts'
import { useTags } from '../tags/use-tags.ts'

interface ImportRulesProps {
  readonly plan: ImportPlan
  readonly fields: readonly ImportField[]
  readonly onChange: (change: Partial<ImportPlan>) => void
}

const CHOICES = {
  samePerson: { join: 'choices.samePerson.join', skip: 'choices.samePerson.skip' },
  sameEmail: { create: 'choices.sameEmail.create', join: 'choices.sameEmail.join', skip: 'choices.sameEmail.skip' },
  unreadable: { keep: 'choices.unreadable.keep', refuse: 'choices.unreadable.refuse' },
} as const

/** What holds for every row, unless its own columns say otherwise. */
export function ImportRules({ plan, fields, onChange }: ImportRulesProps) {
  const { t } = useTranslation('imports')
  const { stages } = useStages()
  const { active } = useColleagues()
  const { tags } = useTags()
  const { data: origins } = useQuery(api.leads.origins.queryOptions())
  const brands = origins?.brands ?? []
  const hasConsent = fields.some(field => field.startsWith('consent'))
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" maw={960}>
      <Stack gap="lg">
        {(Object.keys(CHOICES) as (keyof typeof CHOICES)[]).map(rule => (
          <Radio.Group
            key={rule}
            label={t(`rules.${rule}`)}
            description={t(`ruleHints.${rule}`)}
            value={plan[rule]}
            onChange={value => onChange({ [rule]: value })}
          >
            <Stack gap={6} mt={8}>
              {Object.entries(CHOICES[rule]).map(([choice, words]) => (
                <Radio key={choice} value={choice} label={t(words)} />
              ))}
            </Stack>
          </Radio.Group>
        ))}
      </Stack>
      <Stack gap="md">
        <Select
          label={t('rules.source')}
          data={LeadSource.options.map(value => ({ value, label: t(`leads:sources.${value}`) }))}
          value={plan.source}
          allowDeselect={false}
          onChange={value => value && onChange({ source: LeadSource.parse(value) })}
        />
        <Select
          label={t('rules.stage')}
          placeholder={t('startingStage')}
          data={stages.map(({ id, name }) => ({ value: id, label: name }))}
          value={plan.stageId}
          clearable
          onChange={value => onChange({ stageId: value as StageId | null })}
        />
        <Select
          label={t('rules.owner')}
          placeholder={t('leads:nobody')}
          data={active.map(({ id, name }) => ({ value: id, label: name }))}
          value={plan.ownerId}
          searchable
          clearable
          nothingFoundMessage={t('nothingFound')}
          onChange={value => onChange({ ownerId: value as StaffId | null })}
        />
        {plan.ownerId === null && (
          <Switch
            label={t('rules.assigns')}
            description={t('ruleHints.assigns')}
            checked={plan.assigns}
            onChange={event => onChange({ assigns: event.currentTarget.checked })}
          />
        )}
        {brands.length > 0 && (
          <Select
            label={t('rules.brand')}
            description={t('ruleHints.brand')}
            placeholder={t('leadLists:noBrand')}
            data={brands.map(({ id, name }) => ({ value: id as string, label: name }))}
            value={plan.brandId}
            clearable
            onChange={value => onChange({ brandId: value === null ? null : BrandId.parse(value) })}
          />
        )}
        <MultiSelect
          label={t('rules.tags')}
          description={t('ruleHints.tags')}
          placeholder={plan.tagIds.length === 0 ? t('noTags') : undefined}
          data={tags.map(({ id, name }) => ({ value: id as string, label: name }))}
          value={plan.tagIds}
          disabled={tags.length === 0}
          maxValues={20}
          searchable
          clearable
          nothingFoundMessage={t('nothingFound')}
          onChange={values => onChange({ tagIds: values.map(value => TagId.parse(value)) })}
        />
        {fields.includes('tags') && (
          <Switch
            label={t('rules.makesTags')}
            checked={plan.makesTags}
            onChange={event => onChange({ makesTags: event.currentTarget.checked })}
          />
        )}
        {hasConsent && (
          <Textarea
            label={t('rules.consentText')}
            description={t('ruleHints.consentText')}
            autosize
            minRows={3}
            maxLength={2_000}
            value={plan.consentText}
            onChange={event => onChange({ consentText: event.currentTarget.value })}
          />
        )}
      </Stack>
    </SimpleGrid>
  )
}
