import { ActionIcon, TextInput, Tooltip } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useMemo, useRef } from 'react'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type Shortcut, useShortcuts } from '../../ui/shortcuts.ts'
import classes from './find-bar.module.css'
import { useFind } from './use-find.ts'

interface FindBarProps {
  readonly conversationId: ConversationId
  /** Null while nothing is searched for. */
  readonly question: string | null
  readonly onChange: (question: string | null) => void
  readonly onSeek: (id: MessageId) => void
}

/** Search in the open chat: the newest first, Enter goes back in time and Shift+Enter forward again. */
export function FindBar({ conversationId, question, onChange, onSeek }: FindBarProps) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const field = useRef<HTMLInputElement>(null)
  const { place, count, hasMore, isAsked, step } = useFind({ conversationId, question: question ?? '', onSeek })
  useShortcuts(
    t('shortcuts.group'),
    useMemo(
      (): Shortcut[] => [
        {
          keys: 'mod+F',
          label: t('findInChat'),
          isGlobal: true,
          run: () => {
            onChange(question ?? '')
            field.current?.select()
          },
        },
      ],
      [t, question, onChange],
    ),
  )
  if (question === null) return null

  function handleKey(event: React.KeyboardEvent) {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') handleClose()
    else return
    event.preventDefault()
  }

  function handleClose() {
    onChange(null)
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-composer]')?.focus())
  }

  function result(): string {
    if (!isAsked) return ''
    if (count === 0) return t('findNothing')
    const all = hasMore ? `${format.number(count)}+` : format.number(count)
    return t('findPlace', { place: format.number(place + 1), all })
  }

  return (
    <div className={classes.bar} role="search" aria-label={t('findInChat')}>
      <TextInput
        ref={field}
        autoFocus
        className={classes.field}
        size="xs"
        type="search"
        aria-label={t('findInChat')}
        placeholder={t('findInChat')}
        maxLength={200}
        value={question}
        onChange={event => onChange(event.currentTarget.value)}
        onKeyDown={handleKey}
      />
      <span className={classes.result} role="status">
        {result()}
      </span>
      <Tooltip label={t('findOlder')}>
        <ActionIcon aria-label={t('findOlder')} disabled={count === 0} onClick={() => step(1)}>
          <IconChevronUp size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('findNewer')}>
        <ActionIcon aria-label={t('findNewer')} disabled={count === 0} onClick={() => step(-1)}>
          <IconChevronDown size={18} />
        </ActionIcon>
      </Tooltip>
      <ActionIcon aria-label={t('findClose')} onClick={handleClose}>
        <IconX size={18} />
      </ActionIcon>
    </div>
  )
}
