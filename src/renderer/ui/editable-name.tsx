import { Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './editable-name.module.css'

interface EditableNameProps {
  readonly name: string
  /** What the name is the name of, for a screen reader. */
  readonly label: string
  readonly maxLength: number
  readonly isReadOnly?: boolean
  onSave(name: string): Promise<unknown>
}

/** A name that is edited where it stands: Enter or leaving saves, Escape keeps the old one. */
export function EditableName({ name, label, maxLength, isReadOnly = false, onSave }: EditableNameProps) {
  const [draft, setDraft] = useState<string | null>(null)

  function handleSave(): void {
    const next = draft?.trim() ?? ''
    setDraft(null)
    // A refusal is told by the mutation itself; the old name then stands here again.
    if (next !== '' && next !== name) onSave(next).catch(() => undefined)
  }

  if (isReadOnly) {
    return (
      <Text size="sm" fw={500} truncate>
        {name}
      </Text>
    )
  }
  if (draft === null) {
    return (
      <UnstyledButton className={classes.name} aria-label={`${label}: ${name}`} onClick={() => setDraft(name)}>
        <Text size="sm" fw={500} truncate component="span">
          {name}
        </Text>
        <IconPencil size={14} className={classes.pencil} aria-hidden="true" />
      </UnstyledButton>
    )
  }
  return (
    <TextInput
      size="xs"
      maw={280}
      aria-label={label}
      value={draft}
      maxLength={maxLength}
      autoFocus
      onFocus={event => event.currentTarget.select()}
      onChange={event => setDraft(event.currentTarget.value)}
      onBlur={handleSave}
      onKeyDown={event => {
        if (event.key === 'Enter') handleSave()
        if (event.key === 'Escape') setDraft(null)
      }}
    />
  )
}
