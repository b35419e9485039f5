import { ActionIcon, Button, Textarea, Tooltip } from '@mantine/core'
import { IconNote } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Conversation } from '#shared/contract/conversations.ts'
import { LONGEST_NOTE } from '#shared/contract/leads.ts'
import { type InteractionId, newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmojiButton } from '../emoji/emoji-button.tsx'
import { useNoteChanges } from '../leads/use-note-changes.ts'
import classes from './composer.module.css'
import { setComposerMode } from './composer-mode.ts'
import { useNoteDraft } from './staff-stores.ts'

interface NoteComposerProps {
  readonly conversation: Conversation
  readonly onNoted: () => void
  /** Escape: back to the message. */
  readonly onBack: () => void
}

/** Where a note for the team is written. It is yellow and says so, for it must never be taken for a message. */
export function NoteComposer({ conversation, onNoted, onBack }: NoteComposerProps) {
  const { t } = useTranslation('conversations')
  const [draft, setDraft] = useNoteDraft(conversation.id)
  const { adding } = useNoteChanges(conversation.leadId)
  const [id, setId] = useState(() => newId<InteractionId>())
  const field = useRef<HTMLTextAreaElement>(null)
  const [isEmojiOpen, setIsEmojiOpen] = useState(false)
  const text = draft?.text ?? ''
  const canAdd = text.trim() !== '' && !adding.isPending

  function setText(next: string) {
    setDraft({ text: next, quotedId: null, resendId: null })
  }

  async function handleAdd() {
    field.current?.focus()
    if (!canAdd) return
    await adding.mutateAsync({ id, text })
    setDraft(null)
    setId(newId<InteractionId>())
    onNoted()
  }

  function handleKey(event: React.KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key.toLowerCase() === 'e' && (event.ctrlKey || event.metaKey)) setIsEmojiOpen(true)
    else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      // What could not be stored stays in the field, and says why beneath it.
      void handleAdd().catch(() => {})
    } else if (event.key === 'Escape') onBack()
    else return
    event.preventDefault()
  }

  return (
    <div className={classes.composer} data-is-note>
      <div className={classes.noteHint}>{t('note.hint')}</div>
      <div className={classes.line}>
        <NoteToggle conversation={conversation} isOn />
        <EmojiButton isOpen={isEmojiOpen} onToggle={setIsEmojiOpen} field={field} onText={setText} />
        <Textarea
          ref={field}
          data-composer
          className={classes.field}
          aria-label={t('note.field', { name: conversation.leadName })}
          placeholder={t('note.placeholder')}
          autosize
          minRows={1}
          maxRows={8}
          maxLength={LONGEST_NOTE}
          value={text}
          error={adding.isError ? t('note.failed') : null}
          onChange={event => setText(event.currentTarget.value)}
          onKeyDown={handleKey}
        />
        <Button
          className={classes.send}
          color="accent"
          h={36}
          disabled={!canAdd}
          onClick={() => void handleAdd().catch(() => {})}
        >
          {t('note.add')}
        </Button>
      </div>
    </div>
  )
}

interface NoteToggleProps {
  readonly conversation: Pick<Conversation, 'id'>
  readonly isOn?: boolean
}

/** Message or note. */
export function NoteToggle({ conversation, isOn = false }: NoteToggleProps) {
  const { t } = useTranslation('conversations')
  const label = t(isOn ? 'note.toMessage' : 'note.toNote')
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={36}
        aria-label={label}
        aria-pressed={isOn}
        variant={isOn ? 'default' : 'subtle'}
        onClick={() => setComposerMode(conversation.id, isOn ? 'message' : 'note')}
      >
        <IconNote size={20} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
