import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'

interface SavedTextInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: string
  onSave(value: string): void
}

/** Saves on Enter and on leaving; Escape and an empty text keep the old value. */
export function SavedTextInput({ value, onSave, ...rest }: SavedTextInputProps) {
  const [draft, setDraft] = useState<string | null>(null)

  function handleSave(): void {
    const next = draft?.trim() ?? ''
    setDraft(null)
    if (next !== '' && next !== value) onSave(next)
  }

  return (
    <TextInput
      {...rest}
      value={draft ?? value}
      onChange={event => setDraft(event.currentTarget.value)}
      onBlur={handleSave}
      onKeyDown={event => {
        if (event.key === 'Enter') handleSave()
        if (event.key === 'Escape') setDraft(null)
      }}
    />
  )
}
