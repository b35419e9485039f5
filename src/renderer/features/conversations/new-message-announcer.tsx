import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { previewOf } from '#shared/domain/message.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { wordPreview } from './kind-words.ts'
import type { ShownMessage } from './shown-message.ts'

interface NewMessageAnnouncerProps {
  readonly messages: readonly ShownMessage[]
  readonly customerName: string
}

/** Says a customer's new message to a screen reader; what was there at opening is read by going to it. */
export function NewMessageAnnouncer({ messages, customerName }: NewMessageAnnouncerProps) {
  const { t } = useTranslation('conversations')
  const newest = messages.findLast(message => message.direction === 'in')
  const known = useRef(newest?.id)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (newest === undefined || newest.id === known.current) return
    known.current = newest.id
    setSaid(t('announce', { name: customerName, text: wordPreview(newest.kind, previewOf(newest.body), t) }))
  }, [newest, customerName, t])
  return (
    <VisuallyHidden aria-live="polite" role="status">
      {said}
    </VisuallyHidden>
  )
}
