import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { use, useEffect, useRef, useState } from 'react'
import type { Conversation } from '#shared/contract/conversations.ts'
import type { Template } from '#shared/contract/templates.ts'
import { LONGEST_MESSAGE } from '#shared/domain/message.ts'
import { findPlaceholders } from '#shared/domain/template.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EmojiButton } from '../emoji/emoji-button.tsx'
import { ScheduleButton } from '../scheduled-messages/schedule-button.tsx'
import { ScheduledList } from '../scheduled-messages/scheduled-list.tsx'
import { OpenPlaceholders } from '../templates/open-placeholders.tsx'
import { TemplateButton, TemplateMenu } from '../templates/template-menu.tsx'
import { useTemplateMenu } from '../templates/use-template-menu.ts'
import { useVoiceRecorder } from '../voice/use-voice-recorder.ts'
import { VoiceButton } from '../voice/voice-button.tsx'
import { VoiceStrip } from '../voice/voice-strip.tsx'
import { AttachButton } from './attach-button.tsx'
import {
  addToTray,
  discardFromTray,
  type MediaForm,
  returnToTray,
  takeFromTray,
  uploadAgain,
} from './attachment-tray.ts'
import { takeCarried } from './carried-files.ts'
import classes from './composer.module.css'
import { ComposerQuote } from './composer-quote.tsx'
import { ComposerTray } from './composer-tray.tsx'
import { MessageActs } from './message-acts.ts'
import { NightStrip } from './night-strip.tsx'
import { NoteToggle } from './note-composer.tsx'
import { SendButton } from './send-button.tsx'
import type { ShownMessage } from './shown-message.ts'
import { useNightQuestion } from './use-night-question.ts'
import { useSendDraft } from './use-send-draft.ts'
import { useWaitingReason } from './use-waiting-reason.ts'

interface MessageComposerProps {
  readonly conversation: Conversation
  /** The loaded messages, for the one that is answered. */
  readonly messages: readonly ShownMessage[]
  readonly isForWriting: boolean
  readonly onLeave: () => void
  readonly onSent: () => void
}

/** Where a message is written. Its text is kept per conversation and per person until it has been sent. */
export function MessageComposer({ conversation, messages, isForWriting, onLeave, onSent }: MessageComposerProps) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const waitingReason = useWaitingReason(conversation.channelAccountId, !messages.some(isTalk))
  const field = useRef<HTMLTextAreaElement>(null)
  const draft = useSendDraft({ conversation, messages, onSent })
  const { text, quoted, tray, canSend, goesWhenUp } = draft
  const isTrayUp = tray.every(file => file.state === 'ready')
  const openPlaceholders = findPlaceholders(text)
  const [isSendAsked, setIsSendAsked] = useState(false)
  const { editLast } = use(MessageActs)
  const recorder = useVoiceRecorder({
    fileName: `${t('kinds.voice')}.ogg`,
    onLeft: file => void addToTray(conversation, [file], 'voice'),
  })
  const night = useNightQuestion(conversation)
  const [isEmojiOpen, setIsEmojiOpen] = useState(false)
  const stageFiles = useMutation(
    api.templates.stageFiles.mutationOptions({
      onSuccess(files) {
        for (const file of files) returnToTray(conversation.id, file)
      },
    }),
  )
  const templates = useTemplateMenu({ conversation, text, field, onChosen: handleTemplate })

  useEffect(() => {
    if (isForWriting) field.current?.focus()
  }, [isForWriting])

  function handleText(next: string) {
    setIsSendAsked(false)
    draft.setText(next)
  }

  function handleTemplate(next: string, template: Template) {
    setIsSendAsked(false)
    draft.setTemplate(next, template.id)
    if (template.files.length > 0) stageFiles.mutate({ id: template.id, leadId: conversation.leadId })
  }

  function handleSend() {
    field.current?.focus()
    if (!canSend) return
    const isOpen = openPlaceholders.length > 0
    setIsSendAsked(isOpen)
    if (!isOpen && night.mayGo()) draft.send()
  }

  async function handleSendVoice() {
    if (!night.mayGo()) return
    const { state } = recorder
    const file = state.kind === 'ready' ? state.file : await recorder.finish()
    if (file === null) return
    recorder.reset()
    focusField()
    await draft.sendVoice(file)
  }

  function handleCancelVoice() {
    night.cancel()
    recorder.reset()
    focusField()
  }

  /** The field comes back with the next frame. */
  function focusField() {
    requestAnimationFrame(() => field.current?.focus())
  }

  function handleFiles(files: readonly File[], form: MediaForm) {
    void addToTray(conversation, files, form)
    field.current?.focus()
  }

  function handlePaste(event: React.ClipboardEvent) {
    const { types } = event.clipboardData
    // A table copied from an office program brings its picture along: there the words are meant.
    if (!types.includes('Files') || types.includes('text/plain')) return
    event.preventDefault()
    const files = takeCarried(event.clipboardData)
    if (files.length > 0) handleFiles(files, 'by-itself')
  }

  function handleKey(event: React.KeyboardEvent) {
    // While a character is being composed, Enter belongs to the input method.
    if (event.nativeEvent.isComposing || templates.handleKey(event)) return
    if (event.key.toLowerCase() === 'e' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      setIsEmojiOpen(true)
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault()
      handleSend()
    } else if (event.key === 'ArrowUp' && text === '' && editLast()) {
      event.preventDefault()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (goesWhenUp) draft.holdBack()
      else if (night.hour !== null) night.cancel()
      else if (quoted === null) onLeave()
      else draft.removeQuote()
    }
  }

  return (
    <div className={classes.composer}>
      {waitingReason !== null && (
        <div className={classes.waiting} role="status">
          {waitingReason}
        </div>
      )}
      {quoted !== null && (
        <ComposerQuote
          quoted={quoted}
          customerName={conversation.leadName}
          onRemove={() => {
            draft.removeQuote()
            field.current?.focus()
          }}
        />
      )}
      <OpenPlaceholders placeholders={openPlaceholders} isAsked={isSendAsked} field={field} />
      <NightStrip
        question={night}
        onSend={() => (recorder.state.kind === 'idle' ? handleSend() : void handleSendVoice())}
        onCancel={() => {
          night.cancel()
          field.current?.focus()
        }}
      />
      <ScheduledList conversationId={conversation.id} />
      <TemplateMenu menu={templates} />
      {tray.length > 0 && (
        <ComposerTray
          files={tray}
          onRemove={id => discardFromTray(conversation.id, id)}
          onRetry={id => uploadAgain(conversation, id)}
        />
      )}
      {recorder.state.kind === 'idle' && recorder.state.problem !== null && (
        <div className={classes.problem} role="alert">
          {t(`voice.problems.${recorder.state.problem}`)}
        </div>
      )}
      {recorder.state.kind !== 'idle' && (
        <VoiceStrip recorder={recorder} onSend={() => void handleSendVoice()} onCancel={handleCancelVoice} />
      )}
      <div className={classes.line} hidden={recorder.state.kind !== 'idle'}>
        <AttachButton onFiles={handleFiles} />
        <TemplateButton menu={templates} />
        <NoteToggle conversation={conversation} />
        <EmojiButton isOpen={isEmojiOpen} onToggle={setIsEmojiOpen} field={field} onText={handleText} />
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
          error={draft.isTooLong ? t('tooLong', { formatted: format.number(LONGEST_MESSAGE) }) : null}
          onChange={event => handleText(event.currentTarget.value)}
          {...templates.fieldProps}
          onKeyDown={handleKey}
          onPaste={handlePaste}
        />
        {(text.trim() !== '' || tray.length > 0) && isTrayUp && openPlaceholders.length === 0 && (
          <ScheduleButton
            conversation={conversation}
            text={text}
            files={tray}
            templateId={draft.templateId}
            onScheduled={() => handleText('')}
            onTaken={id => takeFromTray(conversation.id, id)}
          />
        )}
        {text === '' && tray.length === 0 ? (
          <VoiceButton onRecord={() => void recorder.start()} />
        ) : (
          <SendButton
            canSend={canSend}
            hint={goesWhenUp ? t('attach.uploading') : canSend ? t('sendHint') : t('empty')}
            isWaiting={goesWhenUp}
            onSend={() => handleSend()}
          />
        )}
      </div>
    </div>
  )
}

/** Somebody has written to the other: then the next message begins no chat. */
function isTalk({ direction, status }: ShownMessage): boolean {
  return direction === 'in' || (status !== 'queued' && status !== 'failed')
}
