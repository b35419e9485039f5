import { Alert, Button, Group, MultiSelect, NumberInput, Stack, Table, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import type { ScorePreview } from '#shared/contract/scoring.ts'
import { DEFAULT_SCORE_WEIGHTS, ScoreRule, type ScoreWeights } from '#shared/domain/lead-score.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import classes from './scoring.module.css'

/** Settings → Scoring: what each rule is worth, and what would become of the newest leads before anything is saved. */
export function ScoringSection() {
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const { t } = useTranslation('scoring')
  return (
    <Stack gap="lg">
      <SectionHeader title={t('title')} hint={t('hint')} />
      {settings && (
        <Weights
          // What somebody else saved meanwhile is what one goes on from.
          key={JSON.stringify([settings.scoreWeights, settings.scoreCountries])}
          saved={{ weights: settings.scoreWeights, countries: settings.scoreCountries }}
        />
      )}
    </Stack>
  )
}

interface Rules {
  readonly weights: ScoreWeights
  readonly countries: string[]
}

function Weights({ saved }: { readonly saved: Rules }) {
  const { t } = useTranslation('scoring')
  const locale = useLocale()
  const queries = useQueryClient()
  const isAdmin = useSignedInStaff().role === 'admin'
  const [rules, setRules] = useState(saved)
  const [asked] = useDebouncedValue(rules, 300)
  const isChanged = JSON.stringify(rules) !== JSON.stringify(saved)
  const { data: countries = [] } = useQuery(api.system.countries.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const preview = useQuery(
    api.scoring.preview.queryOptions({ input: asked, enabled: isAdmin, placeholderData: keepPreviousData }),
  )
  const saving = useMutation({
    mutationFn: () => rpc.settings.update({ scoreWeights: rules.weights, scoreCountries: rules.countries }),
    onSettled: () => queries.invalidateQueries({ queryKey: api.settings.key() }),
  })
  const holds = new Map(preview.data?.holds.map(({ rule, leads }) => [rule, leads]))
  return (
    <>
      {!isAdmin && (
        <Alert variant="light" color="gray" p="sm">
          {t('scoring:onlyAdmins')}
        </Alert>
      )}
      <form
        onSubmit={event => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        <div className={classes.rules}>
          <span className={classes.head}>{t('scoring:rule')}</span>
          <span className={`${classes.head} ${classes.number}`}>{t('scoring:holdsFor')}</span>
          <span className={classes.head}>{t('scoring:points')}</span>
          {ScoreRule.options.map(rule => (
            <Fragment key={rule}>
              <span>{t(`scoring:rules.${rule}`)}</span>
              <span className={`tabular ${classes.number}`}>{holds.get(rule) ?? ''}</span>
              <NumberInput
                size="xs"
                aria-label={t(`scoring:rules.${rule}`)}
                min={-100}
                max={100}
                step={5}
                allowDecimal={false}
                disabled={!isAdmin}
                value={rules.weights[rule]}
                onChange={value =>
                  setRules({
                    ...rules,
                    weights: { ...rules.weights, [rule]: typeof value === 'number' ? Math.round(value) : 0 },
                  })
                }
              />
            </Fragment>
          ))}
        </div>
        <MultiSelect
          mt="md"
          maw={560}
          label={t('scoring:countries')}
          description={t('scoring:countriesHint')}
          searchable
          clearable
          disabled={!isAdmin}
          data={countries.map(({ alpha2, nameTr, nameEn }) => ({
            value: alpha2,
            label: locale === 'tr' ? nameTr : nameEn,
          }))}
          value={rules.countries}
          onChange={chosen => setRules({ ...rules, countries: chosen })}
        />
        {isAdmin && (
          <Group gap="sm" mt="md">
            <Button type="submit" disabled={!isChanged} loading={saving.isPending}>
              {t('scoring:save')}
            </Button>
            <Button variant="default" disabled={!isChanged} onClick={() => setRules(saved)}>
              {t('frame:cancel')}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              onClick={() => setRules({ ...rules, weights: DEFAULT_SCORE_WEIGHTS })}
            >
              {t('scoring:defaults')}
            </Button>
          </Group>
        )}
      </form>
      {preview.error && <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && <Effect preview={preview.data} />}
    </>
  )
}

function Effect({ preview }: { readonly preview: ScorePreview }) {
  const { t } = useTranslation('scoring')
  const locale = useLocale()
  const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 1 })
  return (
    <Stack gap="xs" maw={560}>
      <Text size="sm" fw={600}>
        {t('effect')}
      </Text>
      <Text size="sm" c="dimmed" role="status">
        {preview.changed === 0
          ? t('nothingChanges', { leads: preview.leads })
          : t('changes', {
              changed: preview.changed,
              leads: preview.leads,
              before: number(preview.before.average),
              after: number(preview.after.average),
            })}
      </Text>
      {preview.moved.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('who')}</Table.Th>
              <Table.Th className={classes.number}>{t('before')}</Table.Th>
              <Table.Th className={classes.number}>{t('after')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.moved.map(lead => (
              <Table.Tr key={lead.leadId}>
                <Table.Td>
                  <Link to="/leads/$leadId/page" params={{ leadId: lead.leadId }}>
                    {lead.name}
                  </Link>
                </Table.Td>
                <Table.Td className={`tabular ${classes.number}`}>{lead.before}</Table.Td>
                <Table.Td className={`tabular ${classes.number}`}>{lead.after}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  )
}
