import { useWindowEvent } from '@mantine/hooks'
import { type RefObject, useCallback, useRef } from 'react'

interface EarlyKeys {
  readonly isOpen: () => boolean
  readonly field: RefObject<HTMLInputElement | null>
  readonly onText: (change: (text: string) => string) => void
}

/**
 * A dialog takes some frames to appear and to focus its field. Until then what is typed would go to what had the focus before: its
 * first letters would be missing, and a message would hold them. They are kept for the field, which tells when it is there.
 */
export function useEarlyKeys({ isOpen, field, onText }: EarlyKeys): { onFieldFocus: () => void } {
  const isEntered = useRef(false)
  useWindowEvent(
    'keydown',
    event => {
      if (!isOpen() || (field.current !== null && document.activeElement === field.current)) return
      // From the field one may go on to the results; there keys mean what they mean.
      if (field.current?.closest('[role="dialog"]')?.contains(document.activeElement) === true) return
      if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Escape' || event.isComposing) return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Enter') isEntered.current = true
      else if (event.key === 'Backspace') onText(text => text.slice(0, -1))
      else if (event.key.length === 1) onText(text => text + event.key)
    },
    { capture: true },
  )
  const onFieldFocus = useCallback(() => {
    if (!isEntered.current) return
    isEntered.current = false
    // What was typed has to be looked up first.
    requestAnimationFrame(() =>
      field.current?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true })),
    )
  }, [field])
  return { onFieldFocus }
}
