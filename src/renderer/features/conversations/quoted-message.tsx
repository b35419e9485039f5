import { UnstyledButton } from '@mantine/core'
import type { MessageId } from '#shared/domain/ids.ts'
import { previewOf } from '#shared/domain/message.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { wordPreview } from './kind-words.ts'
import classes from './message-bubble.module.css'
import type { ShownMessage } from './shown-message.ts'

interface QuotedMessageProps {
  readonly quoted: NonNullable<ShownMessage['quoted']>
  readonly customerName: string
  readonly onJump: (id: MessageId) => void
}

/** The message that another one answers. A click goes there, when it is stored here. */
export function QuotedMessage({ quoted, customerName, onJump }: QuotedMessageProps) {
  const { t } = useTranslation('conversations')
  const { id } = quoted
  const content = (
    <>
      <span className={classes.quotedAuthor}>{quoted.direction === 'in' ? customerName : t('ours')}</span>
      <span className={classes.quotedText}>{wordPreview(quoted.kind, previewOf(quoted.body), t)}</span>
    </>
  )
  if (id === null) {
    return (
      <span className={classes.quoted} title={t('quotedGone')}>
        {content}
      </span>
    )
  }
  return (
    <UnstyledButton className={classes.quoted} onClick={() => onJump(id)} title={t('goToQuoted')}>
      {content}
    </UnstyledButton>
  )
}
