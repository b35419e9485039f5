import { Button, Skeleton, VisuallyHidden } from '@mantine/core'
import { IconArrowLeft, IconNote, IconPhone, IconUserOff } from '@tabler/icons-react'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Lead } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { hasCode } from '../../rpc/problem.ts'
import { Delayed } from '../../ui/delayed.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { LeadAds } from '../ads/lead-ads.tsx'
import { BookButton } from '../appointments/book-button.tsx'
import { LeadAppointments } from '../appointments/lead-appointments.tsx'
import { ConsentsSection } from '../consents/consents-section.tsx'
import { LeadSubmissions } from '../meta-leads/lead-submissions.tsx'
import { LeadOutbox } from '../outbox/lead-outbox.tsx'
import { WriteButton } from '../outbox/write-button.tsx'
import { SalesSection } from '../sales/sales-section.tsx'
import cardClasses from './lead-card.module.css'
import { LeadFacts } from './lead-facts.tsx'
import { LeadHead } from './lead-head.tsx'
import { LeadIdentities } from './lead-identities.tsx'
import { LeadNotes } from './lead-notes.tsx'
import pageClasses from './lead-page.module.css'
import { LogCall } from './log-call.tsx'
import { MergeSuggestion } from './merge-lead.tsx'
import { NextAction } from './next-action.tsx'
import { OpenChat } from './open-chat.tsx'
import { PageTimeline } from './page-timeline.tsx'
import { useLead } from './use-lead.ts'

/** One person with all the room there is: facts at the left, everything that happened in the middle, what to do at the right. */
export function LeadPage() {
  const { t } = useTranslation('leads')
  const navigate = useNavigate()
  const { leadId } = useParams({ from: '/leads/$leadId/page' })
  const id = leadId as LeadId
  const { data: lead, error, isPlaceholderData, refetch } = useLead(id)
  const toList = () => void navigate({ to: '/leads', search: {} })

  return (
    <div className={pageClasses.frame}>
      <VisuallyHidden>
        <h1>{t('panelLabel')}</h1>
      </VisuallyHidden>
      <nav className={pageClasses.way} aria-label={t('backToLeads')}>
        <Link to="/leads" search={{}} className={pageClasses.back}>
          <IconArrowLeft size={16} stroke={1.6} aria-hidden />
          {t('backToLeads')}
        </Link>
      </nav>
      {content()}
    </div>
  )

  function content() {
    if (error !== null && hasCode(error, 'NOT_FOUND')) {
      return (
        <EmptyState icon={<IconUserOff size={32} stroke={1.4} />} title={t('gone')}>
          {t('goneText')}
        </EmptyState>
      )
    }
    if (lead === undefined || isPlaceholderData) {
      if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />
      return (
        <Delayed>
          <Skeleton height={320} m="md" />
        </Delayed>
      )
    }
    return <PageOf key={id} lead={lead} onDeleted={toList} />
  }
}

function PageOf({ lead, onDeleted }: { readonly lead: Lead; readonly onDeleted: () => void }) {
  const { t } = useTranslation('leads')
  const [isCalling, setIsCalling] = useState(false)
  useShortcuts(
    t('pageShortcuts'),
    useMemo(
      () => [
        { keys: 'N', label: t('shortcutNote'), run: focusNote },
        { keys: 'L', label: t('shortcutCall'), run: () => setIsCalling(true) },
      ],
      [t],
    ),
  )
  return (
    <div className={pageClasses.page}>
      <section className={pageClasses.facts} aria-label={t('panelLabel')}>
        <LeadHead lead={lead} onDeleted={onDeleted} isOnPage />
        <LeadIdentities lead={lead} />
        <LeadFacts lead={lead} />
        <LeadAds leadId={lead.id} className={cardClasses.section} titleClassName={cardClasses.sectionTitle} />
        <MergeSuggestion lead={lead} isOnPage />
        <LeadSubmissions leadId={lead.id} />
        <ConsentsSection leadId={lead.id} className={cardClasses.section} titleClassName={cardClasses.sectionTitle} />
      </section>
      <section className={pageClasses.middle} aria-label={t('timeline')}>
        <PageTimeline lead={lead} />
      </section>
      <section className={pageClasses.doing} aria-label={t('whatToDo')}>
        <div className={pageClasses.buttons}>
          <OpenChat leadId={lead.id} isLarge />
          <Button
            variant="default"
            leftSection={<IconPhone size={16} stroke={1.6} />}
            onClick={() => setIsCalling(true)}
          >
            {t('logCall')}
          </Button>
          <WriteButton lead={lead} />
          <BookButton lead={lead} isLarge />
          <Button variant="default" leftSection={<IconNote size={16} stroke={1.6} />} onClick={focusNote}>
            {t('writeNote')}
          </Button>
        </div>
        <NextAction lead={lead} />
        <LeadAppointments lead={lead} className={cardClasses.section} titleClassName={cardClasses.sectionTitle} />
        <LeadOutbox leadId={lead.id} className={cardClasses.section} titleClassName={cardClasses.sectionTitle} />
        <SalesSection leadId={lead.id} className={cardClasses.section} titleClassName={cardClasses.sectionTitle} />
        <LeadNotes leadId={lead.id} />
      </section>
      <LogCall isOpen={isCalling} lead={lead} onClose={() => setIsCalling(false)} />
    </div>
  )
}

function focusNote() {
  document.querySelector<HTMLElement>('[data-note-field]')?.focus()
}
