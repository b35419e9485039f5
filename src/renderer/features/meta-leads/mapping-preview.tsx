import { Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { MappedSample } from '#shared/contract/meta-leads.ts'
import type { MetaFormId } from '#shared/domain/ids.ts'
import type { FormMapping } from '#shared/domain/lead-form.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './meta-leads.module.css'

interface MappingPreviewProps {
  readonly formId: MetaFormId
  readonly mapping: FormMapping
}

/** The newest entries as they would be read. */
export function MappingPreview({ formId, mapping }: MappingPreviewProps) {
  const { t } = useTranslation('metaLeads')
  const [tried] = useDebouncedValue(mapping, 150)
  const { data: samples } = useQuery(
    api.metaLeads.previewMapping.queryOptions({
      input: { id: formId, mapping: tried },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Stack gap="xs" component="section" aria-label={t('preview')}>
      <Text size="sm" fw={600}>
        {t('preview')}
      </Text>
      {samples?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('previewEmpty')}
        </Text>
      )}
      <div className={classes.samples}>
        {samples?.map(sample => (
          <Sample key={sample.submissionId} sample={sample} />
        ))}
      </div>
    </Stack>
  )
}

function Sample({ sample }: { readonly sample: MappedSample }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const locale = useLocale()
  const now = useNow(60_000)
  const event = [sample.eventOn, sample.eventTime].filter(part => part !== null).join(' ')
  const facts: [string, string | null][] = [
    [t('targets.name'), sample.name],
    [
      t('targets.phone'),
      sample.phone === null
        ? sample.unreadablePhone && t('unreadablePhone', { text: sample.unreadablePhone })
        : format.phone(sample.phone),
    ],
    [t('targets.email'), sample.email],
    [t('targets.city'), sample.city],
    [t('targets.country'), sample.countryCode && format.country(sample.countryCode)],
    [
      t('targets.language'),
      sample.language && (new Intl.DisplayNames(locale, { type: 'language' }).of(sample.language) ?? sample.language),
    ],
    [t('event'), event === '' ? null : event],
    [t('targets.note'), sample.note],
    ...sample.extras.map(({ label, text }): [string, string] => [label, text]),
  ]
  const shown = facts.filter(([, value]) => value !== null && value !== '')
  return (
    <div className={classes.sample}>
      <Text size="xs" c="dimmed" mb={4}>
        {t('previewOf', { when: format.moment(sample.submittedAt, now) })}
      </Text>
      {shown.length === 0 && <Text size="sm">{t('nothingRead')}</Text>}
      <dl className={classes.facts}>
        {shown.map(([label, value], index) => (
          <div key={index} className={classes.fact}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
