import { useTranslation } from '../../i18n/use-translation.ts'

const KNOWN = [
  ...(['ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED', 'IN_PROCESS', 'WITH_ISSUES', 'CAMPAIGN_PAUSED'] as const),
  ...(['ADSET_PAUSED', 'PENDING_REVIEW', 'DISAPPROVED', 'PREAPPROVED', 'PENDING_BILLING_INFO'] as const),
] as const

/** What Meta makes of a campaign, an ad set or an ad. A word that this program does not know is shown as it is. */
export function useStatusWords() {
  const { t } = useTranslation('ads')
  return {
    wordStatus(status: string): string {
      const known = KNOWN.find(name => name === status)
      return known ? t(`statuses.${known}`) : status
    },
  }
}
