import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#shared/contract/conversations.ts'
import classes from './composer.module.css'

type KnownObstacle = NonNullable<Conversation['obstacle']>

/** Nothing can be written: why, and the way out. */
export function ComposerObstacle({ obstacle }: { readonly obstacle: KnownObstacle }) {
  const { t } = useTranslation('conversations')
  const isLinking = obstacle === 'not-linked'
  return (
    <div className={classes.obstacle} role="note" data-composer tabIndex={-1}>
      <span>{isKnown(obstacle) ? t(`obstacles.${obstacle}`) : t('obstacles.other')}</span>
      {isLinking && (
        <Link to="/settings/$section" params={{ section: 'numbers' }} className={classes.obstacleAction}>
          {t('linkNumber')}
        </Link>
      )}
    </div>
  )
}

function isKnown(obstacle: string): obstacle is KnownObstacle {
  return obstacle === 'not-linked' || obstacle === 'no-address' || obstacle === 'account-removed'
}
