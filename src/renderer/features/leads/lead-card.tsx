import { Skeleton, Stack } from '@mantine/core'
import { IconUserOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { hasCode } from '../../rpc/problem.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { LeadAds } from '../ads/lead-ads.tsx'
import { LeadAppointments } from '../appointments/lead-appointments.tsx'
import { LeadFilesSection } from '../files/lead-files-section.tsx'
import { LeadSubmissions } from '../meta-leads/lead-submissions.tsx'
import { SalesSection } from '../sales/sales-section.tsx'
import classes from './lead-card.module.css'
import { LeadFacts } from './lead-facts.tsx'
import { LeadHead } from './lead-head.tsx'
import { LeadNotes } from './lead-notes.tsx'
import { LeadTimeline } from './lead-timeline.tsx'
import { MergeSuggestion } from './merge-lead.tsx'
import { NextAction } from './next-action.tsx'
import { useLead } from './use-lead.ts'

interface LeadCardProps {
  readonly leadId: LeadId
  /** Buttons at the right of the name: close, collapse, open the chat. */
  readonly actions?: ReactNode
  /** What to do once the lead has been deleted. */
  readonly onDeleted: () => void
}

/** Everything about one person, beside the chat and beside the list of leads. */
export function LeadCard({ leadId, actions, onDeleted }: LeadCardProps) {
  const { t } = useTranslation('leads')
  const { data: lead, error, isPlaceholderData, refetch } = useLead(leadId)
  if (error !== null && hasCode(error, 'NOT_FOUND')) {
    return (
      <div className={classes.card}>
        <div className={classes.lonelyActions}>{actions}</div>
        <EmptyState icon={<IconUserOff size={32} stroke={1.4} />} title={t('gone')}>
          {t('goneText')}
        </EmptyState>
      </div>
    )
  }
  if (lead === undefined) {
    return (
      <div className={classes.card}>
        <div className={classes.lonelyActions}>{actions}</div>
        {error === null ? (
          <Delayed>
            <CardSkeleton />
          </Delayed>
        ) : (
          <Stack p="md">
            <ProblemNotice error={error} onRetry={() => void refetch()} />
          </Stack>
        )}
      </div>
    )
  }
  return (
    <div className={classes.card} aria-busy={isPlaceholderData}>
      {/* Forms of one person must never be filled with what was typed for another. */}
      <LeadHead key={`head-${leadId}`} lead={lead} actions={actions} onDeleted={onDeleted} />
      <LeadFacts lead={lead} />
      <LeadAds leadId={leadId} className={classes.section} titleClassName={classes.sectionTitle} />
      <NextAction key={`next-${leadId}`} lead={lead} />
      <LeadAppointments
        key={`appointments-${leadId}`}
        lead={lead}
        className={classes.section}
        titleClassName={classes.sectionTitle}
      />
      <MergeSuggestion lead={lead} />
      {lead.convertedAt !== null && (
        <SalesSection leadId={leadId} className={classes.section} titleClassName={classes.sectionTitle} />
      )}
      <LeadSubmissions leadId={lead.id} />
      <LeadNotes key={`notes-${leadId}`} leadId={leadId} />
      <LeadFilesSection
        key={`files-${leadId}`}
        lead={lead}
        className={classes.section}
        titleClassName={classes.sectionTitle}
      />
      <LeadTimeline leadId={leadId} leadName={lead.name} />
    </div>
  )
}

function CardSkeleton() {
  return (
    <Stack p="md" gap="sm">
      <Skeleton height={20} width="60%" />
      <Skeleton height={28} width="45%" />
      <Skeleton height={120} mt="md" />
    </Stack>
  )
}
