import { IconSpeakerphone } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { AdOrigin, useAdClicks } from '../ads/ad-origin.tsx'
import classes from './message-bubble.module.css'
import type { ShownMessage } from './shown-message.ts'

interface AdReferralCardProps {
  readonly message: ShownMessage
  readonly referral: NonNullable<ShownMessage['adReferral']>
}

/** The ad that a person clicked before their first message: as WhatsApp told it, and as it stands at Meta. */
export function AdReferralCard({ message, referral }: AdReferralCardProps) {
  const { t } = useTranslation('conversations')
  const click = useAdClicks(message.leadId).find(({ messageId }) => messageId === message.id)
  const pictureUrl = click?.pictureUrl ?? null
  return (
    <span className={classes.referral}>
      {pictureUrl === null ? (
        <IconSpeakerphone size={16} stroke={1.6} style={{ flex: 'none' }} aria-hidden />
      ) : (
        <img className={classes.referralPicture} src={pictureUrl} alt="" />
      )}
      <span className={classes.referralText}>
        <span className={classes.referralLabel}>{t('adReferral')}</span>
        <span>{referral.title ?? t('adReferralUntitled')}</span>
        <AdOrigin sourceUrl={referral.sourceUrl} click={click} />
      </span>
    </span>
  )
}
