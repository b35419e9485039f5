import { Badge, Group, Text, Tooltip } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Submission } from '#shared/contract/meta-leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './meta-leads.module.css'

/** The forms that a person has filled in, with every answer. Nothing, for whoever has filled in none. */
export function LeadSubmissions({ leadId }: { readonly leadId: LeadId }) {
  const { t } = useTranslation('metaLeads')
  const { data: submissions = [] } = useQuery(api.metaLeads.ofLead.queryOptions({ input: { leadId } }))
  if (submissions.length === 0) return null
  return (
    <section className={classes.submissions} aria-label={t('submissions')}>
      <h3 className={classes.title}>{t('submissions')}</h3>
      {submissions.map(submission => (
        <OneSubmission key={submission.id} submission={submission} />
      ))}
    </section>
  )
}

/** Meta's own names of where an entry was made; it may say others. */
const PLATFORMS: Readonly<Record<string, string>> = { fb: 'Facebook', ig: 'Instagram' }

function OneSubmission({ submission }: { readonly submission: Submission }) {
  const { t } = useTranslation('metaLeads')
  const format = useFormat()
  const now = useNow(60_000)
  const { adName, adSetName, campaignName, platform, answers, otherName, unreadablePhone } = submission
  const origin: [string, string | null][] = [
    [t('fromCampaign'), campaignName],
    [t('fromAdSet'), adSetName],
    [t('fromAd'), adName],
    [t('platform'), platform && (PLATFORMS[platform] ?? platform)],
  ]
  const shown = answers.filter(({ target, values }) => target !== 'nothing' && values.some(value => value !== ''))
  return (
    <article className={classes.submission}>
      <div className={classes.head}>
        <span className={classes.form}>{submission.formName ?? t('unnamed')}</span>
        <Text size="xs" c="dimmed" component="time" dateTime={new Date(submission.submittedAt).toISOString()}>
          {format.moment(submission.submittedAt, now)}
        </Text>
      </div>
      <Group gap={6} mb={6}>
        {submission.isTest && <Mark color="gray" label={t('test')} hint={t('testHint')} />}
        {submission.isOrganic && <Mark color="gray" label={t('organic')} hint={t('organicHint')} />}
        {submission.isReturn && <Mark color="teal" label={t('return')} />}
        {otherName !== null && (
          <Mark color="orange" label={t('otherName')} hint={t('otherNameHint', { name: otherName })} />
        )}
        {unreadablePhone !== null && <Mark color="orange" label={t('badPhone', { text: unreadablePhone })} />}
      </Group>
      <dl className={classes.facts}>
        {[
          ...shown.map(({ label, values }): [string, string | null] => [label, values.join(', ')]),
          ...origin.filter(([, value]) => value !== null && value !== ''),
        ].map(([label, value], index) => (
          <div key={index} className={classes.fact}>
            <dt title={label}>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noAnswers')}
        </Text>
      )}
    </article>
  )
}

interface MarkProps {
  readonly color: string
  readonly label: string
  readonly hint?: string
}

function Mark({ color, label, hint }: MarkProps) {
  const badge = (
    <Badge color={color} variant="light" size="sm" tt="none" fw={500} maw="100%" {...(hint && { tabIndex: 0 })}>
      {label}
    </Badge>
  )
  return hint === undefined ? (
    badge
  ) : (
    <Tooltip label={hint} multiline maw={280}>
      {badge}
    </Tooltip>
  )
}
