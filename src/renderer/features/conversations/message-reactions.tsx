import type { Reaction } from '#shared/contract/conversations.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import classes from './message-attachment.module.css'

interface MessageReactionsProps {
  readonly reactions: readonly Reaction[]
  readonly customerName: string
}

/** Under its bubble: at most one of each side. */
export function MessageReactions({ reactions, customerName }: MessageReactionsProps) {
  const { t } = useTranslation('conversations')
  const { colleagueOf } = useColleagues()
  if (reactions.length === 0) return null
  const whose = ({ from, staffId }: Reaction) =>
    from === 'customer' ? customerName : ((staffId === null ? null : colleagueOf(staffId)?.name) ?? t('ours'))
  return (
    <div className={classes.reactionRow}>
      <span className={classes.reactions}>
        {reactions.map(reaction => (
          <span
            key={reaction.from}
            role="img"
            title={whose(reaction)}
            aria-label={t('media.reaction', { emoji: reaction.emoji, name: whose(reaction) })}
          >
            {reaction.emoji}
          </span>
        ))}
      </span>
    </div>
  )
}
