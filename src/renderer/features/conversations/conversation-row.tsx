import { IconBan, IconPhoneOff, IconSpeakerphone } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { ConversationSummary } from '#shared/contract/conversations.ts'
import type { ConversationId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { initialsOf } from '../leads/initials.ts'
import { PersonAvatar } from '../leads/person-avatar.tsx'
import { StageDot } from '../leads/stage-mark.tsx'
import { useColleagues, useStages } from '../leads/use-office-people.ts'
import classes from './conversation-row.module.css'
import { KindIcon } from './kind-icon.tsx'
import { wordPreview } from './kind-words.ts'
import { useDraft } from './staff-stores.ts'
import { tickOf } from './tick.ts'
import { TickMark } from './tick-mark.tsx'
import { useIsTyping } from './use-is-typing.ts'

const MINUTE = 60_000

interface ConversationRowProps {
  readonly conversation: ConversationSummary
  readonly isSelected: boolean
  readonly isTabStop: boolean
  readonly now: number
  readonly onWrite: (id: ConversationId) => void
  readonly onKey: (event: React.KeyboardEvent, id: ConversationId) => void
}

/** One chat of the list. Everything its marks say is also in its name for a screen reader. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, isSelected, isTabStop, now, onWrite, onKey } = props
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const { leadName, unreadCount, lastMessageKind, lastMessagePreview, lastMessageAt, waitingSince } = conversation
  const age = waitingSince === null || now - waitingSince < MINUTE ? null : format.waiting(waitingSince, now)
  const preview = conversation.isLastMessageDeleted ? t('deleted') : wordPreview(lastMessageKind, lastMessagePreview, t)
  const label = [
    leadName,
    unreadCount > 0 ? t('unread', { count: unreadCount }) : null,
    preview,
    format.short(lastMessageAt, now),
    age === null ? null : t('waitsLabel', { age }),
    conversation.isBlocked ? t('block.mark') : null,
    conversation.isNumberHidden ? t('askNumber.hidden') : null,
  ]
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      preload={false}
      draggable={false}
      onClick={() => onWrite(conversation.id)}
      onKeyDown={event => onKey(event, conversation.id)}
      className={classes.row}
      data-conversation-id={conversation.id}
      data-is-waiting={waitingSince !== null}
      data-is-unread={unreadCount > 0}
      aria-current={isSelected ? 'page' : undefined}
      aria-label={label.filter(part => part !== null).join(', ')}
      tabIndex={isTabStop ? 0 : -1}
    >
      <PersonAvatar name={leadName} />
      <span className={classes.body}>
        <span className={classes.topLine}>
          <span className={classes.name} title={leadName}>
            {leadName}
          </span>
          <Marks conversation={conversation} />
          <span className={classes.time}>{format.short(lastMessageAt, now)}</span>
        </span>
        <span className={classes.bottom}>
          <Preview conversation={conversation} preview={preview} />
          <span className={classes.side}>
            {unreadCount > 0 && <span className={classes.unread}>{format.number(unreadCount)}</span>}
            {age !== null && (
              <span className={classes.age} title={t('waitsLabel', { age })}>
                {age}
              </span>
            )}
          </span>
        </span>
      </span>
    </Link>
  )
})

/** Stage, ad and consultant, as small as they can be. */
function Marks({ conversation }: Pick<ConversationRowProps, 'conversation'>) {
  const { t } = useTranslation('conversations')
  const locale = useLocale()
  const { stageOf } = useStages()
  const { colleagueOf } = useColleagues()
  const stage = stageOf(conversation.stageId)
  const owner = colleagueOf(conversation.ownerId)
  return (
    <span className={classes.marks}>
      {stage !== undefined && (
        <span title={t('stageMark', { name: stage.name })} className={classes.mark}>
          <StageDot color={stage.color} />
        </span>
      )}
      {conversation.isNumberHidden && (
        <span title={t('askNumber.hidden')} className={classes.mark}>
          <IconPhoneOff size={13} stroke={1.8} aria-hidden />
        </span>
      )}
      {conversation.isBlocked && (
        <span title={t('block.mark')} className={classes.mark}>
          <IconBan size={13} stroke={1.8} aria-hidden />
        </span>
      )}
      {conversation.isFromAd && (
        <span title={t('fromAd')} className={classes.mark}>
          <IconSpeakerphone size={13} stroke={1.8} aria-hidden />
        </span>
      )}
      {owner !== undefined && (
        <span className={classes.owner} title={t('ownerMark', { name: owner.name })}>
          {initialsOf(owner.name, locale)}
        </span>
      )}
    </span>
  )
}

function Preview({ conversation, preview }: Pick<ConversationRowProps, 'conversation'> & { readonly preview: string }) {
  const { t } = useTranslation('conversations')
  const isTyping = useIsTyping(conversation.id)
  const [draft] = useDraft(conversation.id)
  if (isTyping) return <span className={`${classes.preview} ${classes.typing}`}>{t('typing')}</span>
  if (draft !== null && draft.text.trim() !== '') {
    return (
      <span className={classes.preview}>
        <span className={classes.draft}>{t('draft')}</span> {draft.text}
      </span>
    )
  }
  const tick = tickOf({ direction: conversation.lastMessageDirection, status: conversation.lastMessageStatus })
  return (
    <span className={classes.preview}>
      {tick !== null && <TickMark tick={tick} />}
      {conversation.lastMessageKind !== 'text' && (
        <span className={classes.kind}>
          <KindIcon kind={conversation.lastMessageKind} size={14} />
        </span>
      )}
      {preview}
    </span>
  )
}
