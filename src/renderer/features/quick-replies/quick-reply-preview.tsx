import { Text } from '@mantine/core'
import { Fragment } from 'react'
import { fillQuickReply, findPlaceholders } from '#shared/domain/quick-reply.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useHandshake, useSignedInStaff } from '../../rpc/use-connection.ts'
import classes from './quick-reply-menu.module.css'

/** The text as somebody would get it: an invented person, the real office and the person at this window. */
export function QuickReplyPreview({ content }: { readonly content: string }) {
  const { t } = useTranslation('quickReplies')
  const { officeName } = useHandshake()
  const { name: consultant } = useSignedInStaff()
  const filled = fillQuickReply(content, {
    name: t('exampleName'),
    first_name: t('exampleFirstName'),
    office: officeName,
    consultant,
  })
  const open = findPlaceholders(filled)
  const parts = splitAt(filled, open)
  return (
    <div>
      <Text size="xs" c="dimmed" mb={4}>
        {t('preview')}
      </Text>
      <div className={classes.preview} aria-live="polite">
        {filled.trim() === ''
          ? t('previewEmpty')
          : parts.map(({ at, text, isOpen }) =>
              isOpen ? <mark key={at}>{text}</mark> : <Fragment key={at}>{text}</Fragment>,
            )}
      </div>
    </div>
  )
}

/** The text in pieces, with where each begins and whether it is one of the given. */
function splitAt(text: string, open: readonly string[]) {
  const parts: { at: number; text: string; isOpen: boolean }[] = []
  let at = 0
  while (at < text.length) {
    const next = open
      .map(piece => ({ piece, from: text.indexOf(piece, at) }))
      .filter(({ from }) => from !== -1)
      .toSorted((one, other) => one.from - other.from)[0]
    const until = next?.from ?? text.length
    if (until > at) parts.push({ at, text: text.slice(at, until), isOpen: false })
    if (next !== undefined) parts.push({ at: until, text: next.piece, isOpen: true })
    at = until + (next?.piece.length ?? 0)
  }
  return parts
}
