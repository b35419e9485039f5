import { Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
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
  const nameButton = useRef<HTMLButtonElement>(null)
  const returnsFocus = useRef(false)

  // Enter and Escape give the focus back to the name; leaving with the mouse or Tab has chosen another place already.
  useEffect(() => {
    if (draft !== null || !returnsFocus.current) return
    returnsFocus.current = false
    nameButton.current?.focus()
  }, [draft])

  function handleKeyDown(event: React.KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    // The focus moves to a button while the key is still down: without this the same Enter would press it.
    event.preventDefault()
    event.stopPropagation()
    returnsFocus.current = true
    if (event.key === 'Enter') handleSave()
    else setDraft(null)
  }

  function handleSave(): void {
    if (draft === null) return
    const next = draft.trim()
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
      <UnstyledButton
        ref={nameButton}
        className={classes.name}
        aria-label={`${label}: ${name}`}
        onClick={() => setDraft(name)}
      >
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
      onKeyDown={handleKeyDown}
    />
  )
}
