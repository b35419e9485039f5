import { Button } from '@mantine/core'
import {
  IconAddressBook,
  IconArrowRight,
  IconCircleDot,
  IconGitMerge,
  IconNote,
  IconSparkles,
  IconSpeakerphone,
  IconUserCircle,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './lead-card.module.css'
import { wordInteraction } from './timeline-words.ts'
import { useColleagues } from './use-office-people.ts'
import { useTimeline } from './use-timeline.ts'

interface LeadTimelineProps {
  readonly leadId: LeadId
  readonly leadName: string
}

const icons: Partial<Record<Interaction['kind'], typeof IconNote>> = {
  created: IconSparkles,
  status_change: IconArrowRight,
  assignment: IconUserCircle,
  note: IconNote,
  ad_referral: IconSpeakerphone,
  identity_learned: IconAddressBook,
  merge: IconGitMerge,
}

export function LeadTimeline({ leadId, leadName }: LeadTimelineProps) {
  const { t } = useTranslation('leads')
  const { data: happenings = [], hasNextPage, fetchNextPage, isFetchingNextPage } = useTimeline(leadId)
  return (
    <section className={classes.section} aria-label={t('timelineFor', { name: leadName })}>
      <h3 className={classes.sectionTitle}>{t('timeline')}</h3>
      <ol className={classes.happenings}>
        {happenings.map(happening => (
          <Happening key={happening.id} happening={happening} />
        ))}
      </ol>
      {hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          mt="sm"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('showOlder')}
        </Button>
      )}
    </section>
  )
}

function Happening({ happening }: { readonly happening: Interaction }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const now = useNow(60_000)
  const { colleagueOf } = useColleagues()
  const Icon = icons[happening.kind] ?? IconCircleDot
  const by = colleagueOf(happening.staffId)?.name ?? (happening.staffId === null ? t('system') : t('someone'))
  const text = wordInteraction(happening, t)
  return (
    <li className={classes.happening}>
      <Icon size={16} stroke={1.6} className={classes.happeningIcon} aria-hidden />
      <div>
        <div className={happening.kind === 'note' ? classes.happeningNote : classes.happeningText} title={text}>
          {text}
        </div>
        <div className={classes.noteFoot}>
          <time dateTime={new Date(happening.happenedAt).toISOString()} className="tabular">
            {format.moment(happening.happenedAt, now)}
          </time>
          {' · '}
          {by}
        </div>
      </div>
    </li>
  )
}
