import { ActionIcon, Textarea, Tooltip } from '@mantine/core'
import { IconSend2, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#shared/contract/conversations.ts'
import type { MessageId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { LONGEST_CAPTION, LONGEST_MESSAGE, previewOf } from '#shared/domain/message.ts'
import { findPlaceholders } from '#shared/domain/quick-reply.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { OpenPlaceholders } from '../quick-replies/open-placeholders.tsx'
import { QuickReplyButton, QuickReplyMenu } from '../quick-replies/quick-reply-menu.tsx'
import { useQuickReplyMenu } from '../quick-replies/use-quick-reply-menu.ts'
import { AttachButton } from './attach-button.tsx'
import { addToTray, discardFromTray, type MediaForm, useTray } from './attachment-tray.ts'
import classes from './composer.module.css'
import { ComposerTray } from './composer-tray.tsx'
import { wordPreview } from './kind-words.ts'
import type { ShownMessage } from './shown-message.ts'
import { useDraft, useOutbox } from './staff-stores.ts'
import { useSendFiles } from './use-send-files.ts'
import { useWaitingReason } from './use-waiting-reason.ts'

type KnownObstacle = NonNullable<Conversation['obstacle']>

interface ComposerProps {
  readonly conversation: Conversation
  /** The loaded messages, for the one that is answered. */
  readonly messages: readonly ShownMessage[]
  readonly isForWriting: boolean
  readonly onLeave: () => void
  readonly onSent: () => void
}

/** Where a message is written. Its text is kept per conversation and per person until it has been sent. */
export function Composer({ conversation, messages, isForWriting, onLeave, onSent }: ComposerProps) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const me = useSignedInStaff()
  const outbox = useOutbox()
  const [draft, setDraft] = useDraft(conversation.id)
  const waitingReason = useWaitingReason(conversation.channelAccountId, !messages.some(isTalk))
  const field = useRef<HTMLTextAreaElement>(null)
  const text = draft?.text ?? ''
  const quotedId = draft?.quotedId ?? null
  const quoted = quotedId === null ? null : (messages.find(message => message.id === quotedId) ?? null)
  const isTooLong = text.length > LONGEST_MESSAGE
  const [isSendAsked, setIsSendAsked] = useState(false)
  const openPlaceholders = findPlaceholders(text)
  const tray = useTray(conversation.id)
  const sendingFiles = useSendFiles(conversation)
  const isUploading = tray.some(file => file.state === 'uploading') || sendingFiles.isPending
  const ready = tray.filter(file => file.state === 'ready')
  const hasSomething = text.trim() !== '' || ready.length > 0
  const canSend = hasSomething && !isTooLong && !isUploading

  useEffect(() => {
    if (isForWriting) field.current?.focus()
  }, [isForWriting])

  // A text came back although its message had been stored after all: the message is there, so the text goes.
  const resendId = draft?.resendId ?? null
  const isStoredAfterAll = resendId !== null && messages.some(message => message.id === resendId)
  useEffect(() => {
    if (isStoredAfterAll) setDraft(null)
  }, [isStoredAfterAll, setDraft])

  const replies = useQuickReplyMenu({ conversation, text, field, onText: setText })

  function setText(next: string) {
    setIsSendAsked(false)
    setDraft({ text: next, quotedId, resendId: null })
  }

  function handleSend({ isSure = false } = {}) {
    field.current?.focus()
    if (!canSend) return
    if (openPlaceholders.length > 0 && !isSure) {
      setIsSendAsked(true)
      return
    }
    setIsSendAsked(false)
    if (ready.length === 0) return sendText(quotedId)
    // Words go under the first file, where that can carry them.
    const isCaption = text.trim().length <= LONGEST_CAPTION && ready[0]?.mime.startsWith('audio/') === false
    sendingFiles.mutate({
      files: ready,
      caption: isCaption ? text.trim() : '',
      quotedId,
      onFirstSent: () => {
        if (isCaption || text.trim() === '') setDraft(null)
        else sendText(null)
        onSent()
      },
    })
  }

  function sendText(answeredId: MessageId | null) {
    outbox.add({
      id: resendId ?? newId<MessageId>(),
      conversationId: conversation.id,
      body: text.trim(),
      quoted:
        answeredId !== null && quoted !== null
          ? { id: quoted.id, body: quoted.body, kind: quoted.kind, direction: quoted.direction }
          : null,
      sentBy: me.id,
      writtenAt: coreNow(),
    })
    setDraft(null)
    onSent()
  }

  function handleFiles(files: readonly File[], form: MediaForm) {
    addToTray(conversation, files, form)
    field.current?.focus()
  }

  function handlePaste(event: React.ClipboardEvent) {
    const files = [...event.clipboardData.files]
    // A table copied from an office program brings its picture along: there the words are meant.
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return
    event.preventDefault()
    handleFiles(files, 'by-itself')
  }

  function handleKey(event: React.KeyboardEvent) {
    // While a character is being composed, Enter belongs to the input method.
    if (event.nativeEvent.isComposing || replies.handleKey(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault()
      handleSend()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (quoted === null) onLeave()
      else setDraft({ text, quotedId: null, resendId: null })
    }
  }

  if (conversation.obstacle !== null) {
    return <Obstacle obstacle={conversation.obstacle} />
  }
  return (
    <div className={classes.composer}>
      {waitingReason !== null && (
        <div className={classes.waiting} role="status">
          {waitingReason}
        </div>
      )}
      {quoted !== null && (
        <div className={classes.reply}>
          <span className={classes.replyText}>
            <span className={classes.replyName}>
              {quoted.direction === 'in' ? t('replyingTo', { name: conversation.leadName }) : t('replyingToUs')}
            </span>
            <span className={classes.replyPreview}>{wordPreview(quoted.kind, previewOf(quoted.body), t)}</span>
          </span>
          <ActionIcon
            size={24}
            aria-label={t('removeReply')}
            onClick={() => {
              setDraft({ text, quotedId: null, resendId: null })
              field.current?.focus()
            }}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      )}
      <OpenPlaceholders
        placeholders={openPlaceholders}
        isAsked={isSendAsked}
        field={field}
        onSend={() => handleSend({ isSure: true })}
      />
      <QuickReplyMenu menu={replies} />
      {tray.length > 0 && <ComposerTray files={tray} onRemove={id => discardFromTray(conversation.id, id)} />}
      <div className={classes.line}>
        <AttachButton onFiles={handleFiles} />
        <QuickReplyButton menu={replies} />
        <Textarea
          ref={field}
          data-composer
          className={classes.field}
          aria-label={t('composeTo', { name: conversation.leadName })}
          placeholder={tray.length > 0 ? t('attach.caption') : t('compose')}
          autosize
          minRows={1}
          maxRows={8}
          value={text}
          error={isTooLong ? t('tooLong', { formatted: format.number(LONGEST_MESSAGE) }) : null}
          onChange={event => setText(event.currentTarget.value)}
          {...replies.fieldProps}
          onKeyDown={handleKey}
          onPaste={handlePaste}
        />
        <Tooltip label={canSend ? t('sendHint') : isUploading ? t('attach.uploading') : t('empty')} multiline maw={240}>
          <ActionIcon
            className={classes.send}
            variant={canSend ? 'filled' : 'subtle'}
            color={canSend ? 'accent' : 'gray'}
            size={36}
            aria-label={t('send')}
            aria-disabled={!canSend}
            onClick={() => handleSend()}
          >
            <IconSend2 size={20} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  )
}

/** Somebody has written to the other: then the next message begins no chat. */
function isTalk({ direction, status }: ShownMessage): boolean {
  return direction === 'in' || (status !== 'queued' && status !== 'failed')
}

/** Nothing can be written: why, and the way out. */
function Obstacle({ obstacle }: { readonly obstacle: KnownObstacle }) {
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
