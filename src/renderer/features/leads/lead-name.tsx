import { TextInput, UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Lead } from '#shared/contract/leads.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import classes from './lead-card.module.css'

/** The name; a click turns it into a field. Enter or leaving the field saves, Escape leaves it as it was. */
export function LeadName({ lead }: { readonly lead: Lead }) {
  const { t } = useTranslation('leads')
  const queries = useQueryClient()
  const [typed, setTyped] = useState<string | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const renaming = useMutation({
    mutationFn: (name: string) => {
      const { id, version, phoneNumber, email, countryCode, language, city } = lead
      return rpc.leads.update({ id, version, name, phoneNumber, email, countryCode, language, city })
    },
    onSuccess: saved => queries.setQueryData(api.leads.get.queryKey({ input: { id: saved.id } }), saved),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: api.leads.key() }),
        queries.invalidateQueries({ queryKey: api.conversations.key() }),
      ]),
  })
  const shown = renaming.isPending ? renaming.variables : lead.name

  function handleSave() {
    const name = typed?.trim() ?? ''
    setTyped(null)
    if (name !== '' && name !== lead.name) renaming.mutate(name)
  }

  function handleKey(event: React.KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') handleSave()
    else setTyped(null)
    // The field is replaced by the button: the focus goes with it and is not lost.
    requestAnimationFrame(() => button.current?.focus())
  }

  if (typed !== null) {
    return (
      <TextInput
        size="sm"
        autoFocus
        value={typed}
        maxLength={200}
        aria-label={t('nameField')}
        onChange={event => setTyped(event.currentTarget.value)}
        onFocus={event => event.currentTarget.select()}
        onBlur={handleSave}
        onKeyDown={handleKey}
      />
    )
  }
  return (
    <UnstyledButton
      ref={button}
      className={classes.name}
      onClick={() => setTyped(lead.name)}
      aria-label={`${shown}, ${t('editName')}`}
    >
      <span>{shown}</span>
      <IconPencil size={14} className={classes.pencil} />
    </UnstyledButton>
  )
}
