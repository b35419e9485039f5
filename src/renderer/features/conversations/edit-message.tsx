import { ActionIcon, Button, Textarea } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { LONGEST_CAPTION, LONGEST_MESSAGE } from '#shared/domain/message.ts'
import { EDIT_WINDOW } from '#shared/domain/message-change.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import classes from './edit-message.module.css'
import type { ShownMessage } from './shown-message.ts'

interface EditMessageProps {
  readonly message: ShownMessage
  readonly onClose: () => void
}

/** Above the composer, which keeps its half-written message: the words of one that has left, to be changed. */
export function EditMessage({ message, onClose }: EditMessageProps) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const now = useNow(10_000)
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(message.change?.kind === 'edit' ? message.change.body : message.body)
  const saving = useMutation({
    mutationFn: (body: string) => rpc.messages.edit({ id: message.id, body }),
    meta: { isProblemShown: true },
    onSuccess: handleClose,
  })
  const longest = message.kind === 'text' ? LONGEST_MESSAGE : LONGEST_CAPTION
  const isTooLong = text.length > longest
  const canSave = text.trim() !== '' && !isTooLong && !saving.isPending
  const minutesLeft = Math.ceil(((message.sentAt ?? 0) + EDIT_WINDOW - now) / 60_000)

  useEffect(() => {
    const { current } = field
    current?.focus()
    current?.setSelectionRange(current.value.length, current.value.length)
  }, [])

  function handleClose() {
    onClose()
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-composer]')?.focus())
  }

  function handleSave() {
    if (!canSave) return
    if (text.trim() === message.body && message.change === null) handleClose()
    else saving.mutate(text.trim())
  }

  function handleKey(event: React.KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      handleClose()
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault()
      handleSave()
    }
  }

  return (
    <section className={classes.panel} aria-label={t('change.editing')}>
      <div className={classes.head}>
        <span className={classes.title}>{t('change.editing')}</span>
        <span className={classes.left}>
          {minutesLeft > 0 ? t('change.minutesLeft', { count: minutesLeft }) : t('change.obstacles.too-late')}
        </span>
        <ActionIcon size={24} aria-label={t('change.stopEditing')} onClick={handleClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {saving.error && <ProblemNotice error={saving.error} />}
      <div className={classes.line}>
        <Textarea
          ref={field}
          className={classes.field}
          aria-label={t('change.newText')}
          autosize
          minRows={1}
          maxRows={8}
          value={text}
          error={isTooLong ? t('tooLong', { formatted: format.number(longest) }) : null}
          onChange={event => setText(event.currentTarget.value)}
          onKeyDown={handleKey}
        />
        <Button
          className={classes.save}
          loading={saving.isPending}
          aria-disabled={!canSave}
          data-disabled={!canSave || undefined}
          title={canSave ? t('change.saveHint') : t('empty')}
          onClick={handleSave}
        >
          {t('change.save')}
        </Button>
      </div>
    </section>
  )
}
