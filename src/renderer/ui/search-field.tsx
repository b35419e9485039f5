import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'

interface SearchFieldProps {
  readonly label: string
  readonly clearLabel: string
  readonly value: string
  readonly className?: string | undefined
  readonly size?: 'xs' | 'sm'
  /** By which a key of the page finds it. */
  readonly name: string
  /** A dialog opens with the focus here. */
  readonly isFirst?: boolean
  readonly onChange: (value: string) => void
}

const TYPING_PAUSE_MS = 180

/** Asks while typing, after a short pause; the field itself never waits for the list. */
export function SearchField({
  label,
  clearLabel,
  value,
  className,
  size = 'sm',
  name,
  isFirst,
  onChange,
}: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  const [asked, setAsked] = useState(value)
  const [known, setKnown] = useState(value)
  const ask = useDebouncedCallback((next: string) => {
    setAsked(next)
    onChange(next)
  }, TYPING_PAUSE_MS)

  // The filters can be emptied from elsewhere; what comes back from our own asking must not overtake the typing.
  if (value !== known) {
    setKnown(value)
    if (value !== asked) setTyped(value)
  }

  function handleChange(next: string) {
    setTyped(next)
    ask(next)
  }

  return (
    <TextInput
      data-search-field={name}
      data-autofocus={isFirst}
      className={className}
      size={size}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} />}
      value={typed}
      maxLength={200}
      onChange={event => handleChange(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        if (typed === '') event.currentTarget.blur()
        else handleChange('')
      }}
      rightSection={
        typed === '' ? null : <CloseButton size="sm" aria-label={clearLabel} onClick={() => handleChange('')} />
      }
    />
  )
}
