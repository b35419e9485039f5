import { useQuery } from '@tanstack/react-query'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useColleagues } from '../leads/use-office-people.ts'

/** How soon somebody was there for this lead. Nothing for whom nobody was called. */
export function SpeedFact({ leadId, className }: { readonly leadId: LeadId; readonly className: string | undefined }) {
  const { t } = useTranslation('speedToLead')
  const format = useFormat()
  const { colleagueOf } = useColleagues()
  const { data: speed } = useQuery(api.speedToLead.ofLead.queryOptions({ input: { leadId } }))
  if (!speed) return null
  const { raisedAt, claimedAt, claimedBy, answeredAt, answeredBy, isInOfficeHours } = speed
  const nameOf = (id: typeof claimedBy) => colleagueOf(id)?.name ?? t('leads:someone')
  const sentences = [
    ...(claimedAt === null
      ? []
      : [t('speedToLead:claimedAfter', { name: nameOf(claimedBy), duration: format.waiting(raisedAt, claimedAt) })]),
    answeredAt === null
      ? t('speedToLead:notAnswered')
      : t('speedToLead:answeredAfter', { name: nameOf(answeredBy), duration: format.waiting(raisedAt, answeredAt) }),
    ...(isInOfficeHours ? [] : [t('speedToLead:outside')]),
  ]
  return <p className={className}>{sentences.join(' · ')}</p>
}
