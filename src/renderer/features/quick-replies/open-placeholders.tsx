import { Button, Group } from '@mantine/core'
import { type RefObject, useId } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './quick-reply-menu.module.css'

interface OpenPlaceholdersProps {
  readonly placeholders: readonly string[]
  /** Sending was asked for, although something is open: so the person is asked. */
  readonly isAsked: boolean
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly onSend: () => void
}

/** What in a message is still to be filled in. It is marked from the moment it is there, and sending asks. */
export function OpenPlaceholders({ placeholders, isAsked, field, onSend }: OpenPlaceholdersProps) {
  const { t } = useTranslation('quickReplies')
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
    <div className={classes.notice} role={isAsked ? 'alertdialog' : 'status'} aria-labelledby={textId}>
      <span id={textId}>
        {t(isAsked ? 'sendOpen' : 'stillOpen', { count: placeholders.length, fields: placeholders.join(', ') })}
      </span>
      <Group gap={6}>
        <Button variant="default" size="compact-xs" onClick={handleFill}>
          {t('fill')}
        </Button>
        {isAsked && (
          <Button color="red" variant="light" size="compact-xs" onClick={onSend}>
            {t('sendAnyway')}
          </Button>
        )}
      </Group>
    </div>
  )
}
