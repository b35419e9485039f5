import { ActionIcon, Button, Group, Textarea, Tooltip } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { type Interaction, LONGEST_NOTE } from '#shared/contract/leads.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './lead-note.module.css'
import { useNoteChanges } from './use-note-changes.ts'
import { useColleagues } from './use-office-people.ts'

interface LeadNoteProps {
  readonly note: Interaction
  /** Where days are told already, the time of the day is enough. */
  readonly isTimeShort?: boolean
}

/** One note with its author. Whoever wrote it can change it or take it away; with the focus on it, by E and Delete. */
export function LeadNote({ note, isTimeShort = false }: LeadNoteProps) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const now = useNow(60_000)
  const me = useSignedInStaff()
  const { colleagueOf } = useColleagues()
  const { edit, remove } = useNoteChanges(note.leadId)
  const [draft, setDraft] = useState<string | null>(null)
  const place = useRef<HTMLElement>(null)
  const text = String(note.data['text'] ?? '')
  const editedAt = typeof note.data['editedAt'] === 'number' ? note.data['editedAt'] : null
  const author = colleagueOf(note.staffId)?.name ?? t('someone')
  const isOwn = note.staffId === me.id

  function stopEditing() {
    setDraft(null)
    place.current?.focus()
  }

  async function handleSave() {
    const written = draft?.trim() ?? ''
    if (written === '') return
    if (written !== text) await edit({ id: note.id, text: written })
    stopEditing()
  }

  function handleKey(event: React.KeyboardEvent) {
    if (event.target !== event.currentTarget || !isOwn || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key.toLowerCase() === 'e') setDraft(text)
    else if (event.key === 'Delete') remove(note)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function handleFieldKey(event: React.KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') stopEditing()
    else if (event.key === 'Enter' && !event.shiftKey) void handleSave().catch(() => {})
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <article
      ref={place}
      className={classes.note}
      data-message-id={note.id}
      tabIndex={-1}
      aria-label={t('noteBy', { name: author, time: format.moment(note.happenedAt, now) })}
      onKeyDown={handleKey}
    >
      {draft === null ? (
        <div className={classes.text}>{text}</div>
      ) : (
        <>
          <Textarea
            autoFocus
            aria-label={t('editNote')}
            autosize
            minRows={1}
            maxRows={8}
            maxLength={LONGEST_NOTE}
            value={draft}
            onChange={event => setDraft(event.currentTarget.value)}
            onKeyDown={handleFieldKey}
          />
          <Group gap={6} mt={6}>
            <Button size="compact-xs" disabled={draft.trim() === ''} onClick={() => void handleSave().catch(() => {})}>
              {t('save')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={stopEditing}>
              {t('cancel')}
            </Button>
          </Group>
        </>
      )}
      <div className={classes.foot}>
        <span className={classes.author}>{author}</span>
        <span>
          {' · '}
          <time
            className="tabular"
            dateTime={new Date(note.happenedAt).toISOString()}
            title={format.dateTime(note.happenedAt)}
          >
            {isTimeShort ? format.time(note.happenedAt) : format.moment(note.happenedAt, now)}
          </time>
          {editedAt !== null && <span title={format.dateTime(editedAt)}> · {t('noteEdited')}</span>}
        </span>
        {isOwn && draft === null && (
          <span className={classes.tools}>
            <Tooltip label={t('editNote')}>
              <ActionIcon size={22} aria-label={t('editNote')} onClick={() => setDraft(text)}>
                <IconPencil size={14} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t('removeNote')}>
              <ActionIcon size={22} aria-label={t('removeNote')} onClick={() => remove(note)}>
                <IconTrash size={14} />
              </ActionIcon>
            </Tooltip>
          </span>
        )}
      </div>
    </article>
  )
}
