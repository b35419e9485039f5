import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { LONGEST_NOTE } from '#shared/contract/leads.ts'
import type { InteractionId, LeadId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './lead-card.module.css'
import { LeadNote } from './lead-note.tsx'
import { useNoteChanges } from './use-note-changes.ts'
import { useTimeline } from './use-timeline.ts'

/** Notes only the team sees. What is typed stays in the field until it is stored. */
export function LeadNotes({ leadId }: { readonly leadId: LeadId }) {
  const { t } = useTranslation('leads')
  const { data: notes = [], hasNextPage, isFetchingNextPage, fetchNextPage } = useTimeline(leadId, 'notes')
  const { adding } = useNoteChanges(leadId)
  const [text, setText] = useState('')
  const [id, setId] = useState(() => newId<InteractionId>())
  const canAdd = text.trim() !== '' && !adding.isPending

  async function handleAdd() {
    await adding.mutateAsync({ id, text })
    setText('')
    setId(newId<InteractionId>())
  }

  function handleKey(event: React.KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canAdd) {
      event.preventDefault()
      void handleAdd().catch(() => {})
    }
  }

  return (
    <section className={classes.section} aria-label={t('notes')}>
      <h3 className={classes.sectionTitle}>{t('notes')}</h3>
      <Textarea
        aria-label={t('noteField')}
        placeholder={t('notePlaceholder')}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={LONGEST_NOTE}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={handleKey}
      />
      {text.trim() !== '' && (
        <Button mt={6} size="compact-sm" disabled={!canAdd} onClick={() => void handleAdd().catch(() => {})}>
          {t('addNote')}
        </Button>
      )}
      {notes.map(note => (
        <div key={note.id} style={{ marginTop: 10 }}>
          <LeadNote note={note} />
        </div>
      ))}
      {hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          mt="sm"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('showOlder')}
        </Button>
      )}
    </section>
  )
}
