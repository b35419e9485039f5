import { Anchor } from '@mantine/core'
import { IconSpeakerphone } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './message-bubble.module.css'
import { safeAddress } from './message-text.ts'
import type { ShownMessage } from './shown-message.ts'

interface AdReferralCardProps {
  readonly referral: NonNullable<ShownMessage['adReferral']>
}

/** The ad that a person clicked before their first message. */
export function AdReferralCard({ referral }: AdReferralCardProps) {
  const { t } = useTranslation('conversations')
  const href = referral.sourceUrl === null ? null : safeAddress(referral.sourceUrl)
  return (
    <span className={classes.referral}>
      <IconSpeakerphone size={16} stroke={1.6} style={{ flex: 'none' }} aria-hidden />
      <span className={classes.referralText}>
        <span className={classes.referralLabel}>{t('adReferral')}</span>
        <span>{referral.title ?? t('adReferralUntitled')}</span>
        {href !== null && (
          <Anchor href={href} target="_blank" rel="noopener noreferrer" inherit title={href}>
            {t('openAd')}
          </Anchor>
        )}
      </span>
    </span>
  )
}
