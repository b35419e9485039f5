import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Conversation } from '#shared/contract/conversations.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './composer.module.css'
import { NoteToggle } from './note-composer.tsx'
import { useBlock } from './use-undoable-mark.ts'

type KnownObstacle = NonNullable<Conversation['obstacle']>

interface ComposerObstacleProps {
  readonly conversation: Pick<Conversation, 'id'>
  readonly obstacle: KnownObstacle
}

/** Nothing can be sent: why, and the way out. A note for the team can be written still. */
export function ComposerObstacle({ conversation, obstacle }: ComposerObstacleProps) {
  const { t } = useTranslation('conversations')
  const block = useBlock()
  const isLinking = obstacle === 'not-linked'
  return (
    <div className={classes.obstacle} role="note" data-composer tabIndex={-1}>
      <NoteToggle conversation={conversation} />
      <span className={classes.obstacleText}>
        {isKnown(obstacle) ? t(`obstacles.${obstacle}`) : t('obstacles.other')}
      </span>
      {isLinking && (
        <Link to="/settings/$section" params={{ section: 'numbers' }} className={classes.obstacleAction}>
          {t('linkNumber')}
        </Link>
      )}
      {obstacle === 'blocked' && (
        <Anchor component="button" inherit fw={500} onClick={() => block(conversation.id, false)}>
          {t('block.unblock')}
        </Anchor>
      )}
    </div>
  )
}

function isKnown(obstacle: string): obstacle is KnownObstacle {
  return (
    obstacle === 'not-linked' || obstacle === 'no-address' || obstacle === 'account-removed' || obstacle === 'blocked'
  )
}
