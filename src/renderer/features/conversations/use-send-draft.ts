import { useEffect, useEffectEvent, useState } from 'react'
import type { Conversation } from '#shared/contract/conversations.ts'
import { type MessageId, newId, type TemplateId } from '#shared/domain/ids.ts'
import { LONGEST_CAPTION, LONGEST_MESSAGE } from '#shared/domain/message.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { addToTray, useTray } from './attachment-tray.ts'
import type { ShownMessage } from './shown-message.ts'
import { useDraft, useOutbox } from './staff-stores.ts'
import { useSendFiles } from './use-send-files.ts'

interface DraftWorld {
  readonly conversation: Conversation
  /** The loaded messages, for the one that is answered. */
  readonly messages: readonly ShownMessage[]
  readonly onSent: () => void
}

/** The half-written message of a conversation with its files, and its sending. */
export function useSendDraft({ conversation, messages, onSent }: DraftWorld) {
  const me = useSignedInStaff()
  const outbox = useOutbox()
  const [draft, setDraft] = useDraft(conversation.id)
  const tray = useTray(conversation.id)
  const sendingFiles = useSendFiles(conversation)
  const text = draft?.text ?? ''
  const quotedId = draft?.quotedId ?? null
  const resendId = draft?.resendId ?? null
  const templateId = draft?.templateId ?? null
  const quoted = quotedId === null ? null : (messages.find(message => message.id === quotedId) ?? null)
  const ready = tray.filter(file => file.state === 'ready')
  const isUploading = tray.some(file => file.state === 'uploading')
  const [goesWhenUp, setGoesWhenUp] = useState(false)
  const isTooLong = text.length > LONGEST_MESSAGE

  // A text came back although its message had been stored after all: the message is there, so the text goes.
  const isStoredAfterAll = resendId !== null && messages.some(message => message.id === resendId)
  useEffect(() => {
    if (isStoredAfterAll) setDraft(null)
  }, [isStoredAfterAll, setDraft])

  const sendUploaded = useEffectEvent(() => {
    // What failed says why in the tray; nothing goes without it.
    if (tray.every(file => file.state === 'ready')) send()
  })
  const isUpNow = goesWhenUp && !isUploading
  useEffect(() => {
    if (isUpNow) sendUploaded()
  }, [isUpNow])

  /** While a file is on its way up, the message goes as soon as it is there. */
  function send() {
    if (isUploading) return setGoesWhenUp(true)
    if (ready.length === 0) return sendText(quotedId)
    // Words go under the first file, where that can carry them.
    const isCaption = text.trim().length <= LONGEST_CAPTION && ready[0]?.mime.startsWith('audio/') === false
    const onFirstSent = () => {
      if (isCaption || text.trim() === '') setDraft(null)
      else sendText(null)
      onSent()
    }
    sendingFiles.mutate(
      { files: ready, caption: isCaption ? text.trim() : '', quotedId, templateId, onFirstSent },
      { onSettled: () => setGoesWhenUp(false) },
    )
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
      templateId,
      sentBy: me.id,
      writtenAt: coreNow(),
    })
    setDraft(null)
    onSent()
  }

  /** It goes as soon as it is up; what fails on the way stays in the tray, with its reason. */
  async function sendVoice(file: File) {
    const files = await addToTray(conversation, [file], 'voice')
    if (files.length === 0) return
    sendingFiles.mutate({
      files,
      caption: '',
      quotedId,
      templateId: null,
      onFirstSent: () => {
        setDraft(null)
        onSent()
      },
    })
  }

  return {
    text,
    quoted,
    tray,
    /** Sent already, as far as the person is concerned: it waits for its file. */
    goesWhenUp,
    isTooLong,
    canSend: (text.trim() !== '' || ready.length > 0 || isUploading) && !isTooLong && !sendingFiles.isPending,
    setText(next: string) {
      setGoesWhenUp(false)
      setDraft({ text: next, quotedId, resendId: null, templateId: next.trim() === '' ? null : templateId })
    },
    templateId,
    setTemplate(next: string, id: TemplateId) {
      setGoesWhenUp(false)
      setDraft({ text: next, quotedId, resendId: null, templateId: id })
    },
    /** It is thought over again. */
    holdBack: () => setGoesWhenUp(false),
    removeQuote: () => setDraft({ text, quotedId: null, resendId: null, templateId }),
    send,
    sendVoice,
  }
}
