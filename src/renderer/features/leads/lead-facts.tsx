import { Badge, Group, Tooltip } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import type { Lead } from '#shared/contract/leads.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CountryFlag } from '../../ui/country-flag.tsx'
import { useNow } from '../../ui/use-now.ts'
import { LeadScore } from '../scoring/lead-score.tsx'
import { SpeedFact } from '../speed-to-lead/speed-fact.tsx'
import { LeadTags } from '../tags/lead-tags.tsx'
import classes from './lead-card.module.css'

const MINUTE = 60_000

/** Where the person comes from and how it began. What is not known takes no room. */
export function LeadFacts({ lead }: { readonly lead: Lead }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const locale = useLocale()
  const now = useNow(MINUTE)
  const source = t(`sources.${lead.source}`)

  const facts: [string, ReactNode][] = [
    [t('source'), lead.sourceDetail === null ? source : `${source} · ${lead.sourceDetail}`],
  ]
  if (lead.countryCode !== null) {
    facts.push([
      t('country'),
      <Fragment key="country">
        <CountryFlag alpha2={lead.countryCode} />
        {format.country(lead.countryCode)}
      </Fragment>,
    ])
  }
  if (lead.city !== null) facts.push([t('city'), lead.city])
  if (lead.language !== null) {
    facts.push([t('language'), new Intl.DisplayNames(locale, { type: 'language' }).of(lead.language) ?? lead.language])
  }
  if (lead.email !== null) facts.push([t('email'), lead.email])
  facts.push([t('created'), format.moment(lead.createdAt, now)])
  if (lead.rejectionReason !== null) facts.push([t('rejectionReason'), lead.rejectionReason])
  if (lead.firstInboundAt !== null) facts.push([t('firstMessage'), format.moment(lead.firstInboundAt, now)])
  if (lead.firstInboundAt !== null || lead.firstAnsweredAt !== null) facts.push([t('firstAnswer'), firstAnswer()])

  function firstAnswer(): ReactNode {
    const { firstInboundAt, firstAnsweredAt } = lead
    if (firstAnsweredAt === null) return lead.firstMessageAnswered ? '✓' : t('notAnsweredYet')
    if (firstInboundAt === null || firstAnsweredAt < firstInboundAt) return format.moment(firstAnsweredAt, now)
    return (
      <span title={format.dateTime(firstAnsweredAt)}>
        {t('firstAnswerIn', { duration: format.waiting(firstInboundAt, firstAnsweredAt) })}
      </span>
    )
  }

  return (
    <section className={classes.section} aria-label={t('facts')}>
      {lead.isUnregistered && (
        <Tooltip label={t('unregisteredHint')} multiline maw={260}>
          <Badge variant="default" size="sm" tt="none" fw={500} mb="sm" tabIndex={0}>
            {t('unregistered')}
          </Badge>
        </Tooltip>
      )}
      <Group gap={8} mb="sm">
        <LeadScore leadId={lead.id} />
        <LeadTags leadId={lead.id} tagIds={lead.tagIds} />
      </Group>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <SpeedFact leadId={lead.id} className={classes.noteFoot} />
    </section>
  )
}
