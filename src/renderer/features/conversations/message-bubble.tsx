import { ActionIcon, Button, Checkbox, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconHourglassLow, IconStarFilled } from '@tabler/icons-react'
import { memo, use } from 'react'
import { isForwardable } from '#shared/domain/forwarding.ts'
import type { MessageId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import { AdReferralCard } from './ad-referral-card.tsx'
import { wordFailure } from './failure-words.ts'
import { MessageActs } from './message-acts.ts'
import media from './message-attachment.module.css'
import { MessageBody } from './message-body.tsx'
import classes from './message-bubble.module.css'
import { MessageChangeLine } from './message-change-line.tsx'
import { MessageMenu } from './message-menu.tsx'
import { MessageReactions } from './message-reactions.tsx'
import { MessageTools } from './message-tools.tsx'
import { QuotedMessage } from './quoted-message.tsx'
import { ReactButton } from './react-button.tsx'
import type { ShownMessage } from './shown-message.ts'
import { tickOf } from './tick.ts'
import { TickMark } from './tick-mark.tsx'

export interface MessageBubbleProps {
  readonly message: ShownMessage
  readonly startsGroup: boolean
  readonly endsGroup: boolean
  readonly customerName: string
  /** It was just jumped to. */
  readonly isPointedOut: boolean
  readonly canReply: boolean
  readonly onReply: (message: ShownMessage) => void
  readonly onJump: (id: MessageId) => void
  readonly onRetry: (message: ShownMessage) => void
  readonly onTakeBack: (message: ShownMessage) => void
  readonly onStar: (message: ShownMessage) => void
}

export const MessageBubble = memo(function MessageBubble(props: MessageBubbleProps) {
  const { message, startsGroup, endsGroup, customerName, isPointedOut, canReply } = props
  const { onReply, onJump, onRetry, onTakeBack, onStar } = props
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const { colleagueOf } = useColleagues()
  const { selectedIds, onEdit, onDelete, onForward, onSelect } = use(MessageActs)
  const tick = tickOf(message)
  const isOurs = message.direction === 'out'
  // What is on its way to the phone is shown at once; what did not get there is not.
  const { change } = message
  const isChanging = change?.state === 'waiting'
  const isEditing = isChanging && change.kind === 'edit'
  const author = isOurs ? authorOf() : customerName

  function authorOf(): string | null {
    if (message.isFromPhone) return t('fromPhone')
    if (message.sentBy === null) return message.direction === 'out' ? t('automatic') : null
    return colleagueOf(message.sentBy)?.name ?? t('colleagueGone')
  }

  // With the focus on the message itself: the list moves it there with Alt and the arrows.
  function handleKey(event: React.KeyboardEvent<HTMLElement>) {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return
    const key = event.key.toLowerCase()
    if (key === 'r' && canReply) onReply(message)
    else if (key === 'f') onStar(message)
    else if (key === 'w') onForward(message)
    else if (key === 'x') onSelect(message)
    else if (key === 'e') onEdit(message)
    else if (key === 'delete') onDelete(message)
    else if (key === 'c') event.currentTarget.querySelector<HTMLButtonElement>('[data-copy]')?.click()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <article
      className={classes.line}
      data-direction={message.direction}
      data-starts-group={startsGroup}
      data-ends-group={endsGroup}
      data-message-id={message.id}
      tabIndex={-1}
      onKeyDown={handleKey}
      aria-label={`${author ?? t('ours')}, ${format.time(message.sortAt)}`}
    >
      {selectedIds !== null && message.isOnItsWay !== true && isForwardable(message) && (
        <Checkbox
          size="xs"
          aria-label={t('forward.select')}
          checked={selectedIds.has(message.id)}
          onChange={() => onSelect(message)}
        />
      )}
      <div className={classes.bubble} data-is-pointed-out={isPointedOut} data-is-failed={message.status === 'failed'}>
        {message.adReferral !== null && <AdReferralCard message={message} referral={message.adReferral} />}
        {message.quoted !== null && (
          <QuotedMessage quoted={message.quoted} customerName={customerName} onJump={onJump} />
        )}
        {message.isForwarded && (
          <span className={media.forwarded}>
            <IconArrowForwardUp size={14} aria-hidden /> {t('forwarded')}
          </span>
        )}
        <MessageBody message={isEditing ? { ...message, body: change.body } : message} />
        <span className={classes.meta}>
          {message.isEphemeral && (
            <IconHourglassLow size={13} role="img" title={t('ephemeral')} aria-label={t('ephemeral')} />
          )}
          {message.starredAt !== null && (
            <IconStarFilled size={12} className={classes.star} role="img" aria-label={t('starred')} />
          )}
          {message.deletedAt !== null && message.body !== '' && <span>{t('deleted')} · </span>}
          {isChanging && <span>{t(isEditing ? 'change.editingNow' : 'change.deletingNow')} · </span>}
          {message.editedAt !== null && message.deletedAt === null && !isChanging && (
            <span title={format.dateTime(message.editedAt)}>{t('edited')} · </span>
          )}
          {isOurs && endsGroup && author !== null && <span className={classes.author}>{author} · </span>}
          {(endsGroup || message.editedAt !== null) && (
            <time dateTime={new Date(message.sortAt).toISOString()} title={format.dateTime(message.sortAt)}>
              {format.time(message.sortAt)}
            </time>
          )}
          {tick !== null && <TickMark tick={tick} />}
        </span>
      </div>
      {message.isOnItsWay !== true && (
        <span className={classes.actions}>
          {canReply && (message.status === 'queued' || message.status === 'failed') && isOurs && (
            <Tooltip label={t('takeBackHint')} multiline maw={220}>
              <Button variant="default" size="compact-xs" onClick={() => onTakeBack(message)}>
                {t('takeBack')}
              </Button>
            </Tooltip>
          )}
          {canReply && message.status !== 'queued' && message.status !== 'failed' && message.deletedAt === null && (
            <ReactButton message={message} />
          )}
          {canReply && (
            <Tooltip label={t('reply')}>
              <ActionIcon size={26} onClick={() => onReply(message)} aria-label={t('reply')}>
                <IconArrowBackUp size={16} />
              </ActionIcon>
            </Tooltip>
          )}
          <MessageTools message={message} onStar={onStar} />
          <MessageMenu message={message} />
        </span>
      )}
      <MessageReactions reactions={message.reactions} customerName={customerName} />
      <MessageChangeLine message={message} />
      {message.status === 'failed' && (
        <div className={classes.failure}>
          <span>{wordFailure(message.error, t)}</span>
          <Button variant="default" size="compact-xs" onClick={() => onRetry(message)}>
            {t('retry')}
          </Button>
        </div>
      )}
    </article>
  )
})
