import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { previewOf } from '#shared/domain/message.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './composer.module.css'
import { wordPreview } from './kind-words.ts'
import type { ShownMessage } from './shown-message.ts'

interface ComposerQuoteProps {
  readonly quoted: ShownMessage
  readonly customerName: string
  readonly onRemove: () => void
}

/** The message that the next one answers. */
export function ComposerQuote({ quoted, customerName, onRemove }: ComposerQuoteProps) {
  const { t } = useTranslation('conversations')
  return (
    <div className={classes.reply}>
      <span className={classes.replyText}>
        <span className={classes.replyName}>
          {quoted.direction === 'in' ? t('replyingTo', { name: customerName }) : t('replyingToUs')}
        </span>
        <span className={classes.replyPreview}>{wordPreview(quoted.kind, previewOf(quoted.body), t)}</span>
      </span>
      <ActionIcon size={24} aria-label={t('removeReply')} onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
    </div>
  )
}
