import { Button } from '@mantine/core'
import { type RefObject, useId } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './template-menu.module.css'

interface OpenPlaceholdersProps {
  readonly placeholders: readonly string[]
  /** Sending was asked for, although something is open: so it is said. */
  readonly isAsked: boolean
  readonly field: RefObject<HTMLTextAreaElement | null>
}

/** What in a message is still to be filled in. It is marked from the moment it is there, and nothing is sent with it. */
export function OpenPlaceholders({ placeholders, isAsked, field }: OpenPlaceholdersProps) {
  const { t } = useTranslation('templates')
  const textId = useId()
  const [first] = placeholders
  if (first === undefined) return null

  function handleFill() {
    const area = field.current
    if (area === null || first === undefined) return
    const from = area.value.indexOf(first)
    area.focus()
    area.setSelectionRange(from, from + first.length)
  }

  return (
    <div className={classes.notice} role={isAsked ? 'alert' : 'status'} aria-labelledby={textId}>
      <span id={textId}>
        {t(isAsked ? 'sendOpen' : 'stillOpen', { count: placeholders.length, fields: placeholders.join(', ') })}
      </span>
      <Button variant="default" size="compact-xs" onClick={handleFill}>
        {t('fill')}
      </Button>
    </div>
  )
}
