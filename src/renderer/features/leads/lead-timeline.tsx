import { Button } from '@mantine/core'
import type { LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Happening } from './happening.tsx'
import classes from './lead-card.module.css'
import { useTimeline } from './use-timeline.ts'

interface LeadTimelineProps {
  readonly leadId: LeadId
  readonly leadName: string
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
