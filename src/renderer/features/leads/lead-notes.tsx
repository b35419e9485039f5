import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InteractionId, LeadId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { api, rpc } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './lead-card.module.css'
import { useColleagues } from './use-office-people.ts'
import { useTimeline } from './use-timeline.ts'

/** Notes only the team sees. What is typed stays in the field until it is stored. */
export function LeadNotes({ leadId }: { readonly leadId: LeadId }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const now = useNow(60_000)
  const queries = useQueryClient()
  const { colleagueOf } = useColleagues()
  const { data: happenings = [] } = useTimeline(leadId)
  const [text, setText] = useState('')
  // The id stays the same until the note is stored: trying again after a lost answer cannot double it.
  const [id, setId] = useState(() => newId<InteractionId>())
  const adding = useMutation({
    mutationFn: () => rpc.leads.addNote({ id, leadId, text }),
    onSuccess: () => {
      setText('')
      setId(newId<InteractionId>())
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.leads.timeline.key({ input: { leadId } }) }),
  })
  const notes = happenings.filter(happening => happening.kind === 'note')
  const canAdd = text.trim() !== '' && !adding.isPending

  function handleKey(event: React.KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && canAdd) {
      event.preventDefault()
      adding.mutate()
    }
  }

  return (
    <section className={classes.section} aria-label={t('notes')}>
      <h3 className={classes.sectionTitle}>{t('notes')}</h3>
      <Textarea
        data-note-field
        aria-label={t('noteField')}
        placeholder={t('notePlaceholder')}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={10_000}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={handleKey}
      />
      {text.trim() !== '' && (
        <Button mt={6} size="compact-sm" disabled={!canAdd} onClick={() => adding.mutate()}>
          {t('addNote')}
        </Button>
      )}
      {notes.map(note => (
        <div key={note.id} style={{ marginTop: 10 }}>
          <div className={classes.note}>{note.data['text']}</div>
          <div className={classes.noteFoot}>
            <span className="tabular">{format.moment(note.happenedAt, now)}</span>
            {' · '}
            {colleagueOf(note.staffId)?.name ?? t('someone')}
          </div>
        </div>
      ))}
    </section>
  )
}
