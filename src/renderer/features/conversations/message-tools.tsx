import { ActionIcon, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy, IconStar, IconStarOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { canCopy, copyMessage } from './copy-message.ts'
import type { ShownMessage } from './shown-message.ts'

const SAID_MS = 1_500

interface MessageToolsProps {
  readonly message: ShownMessage
  readonly onStar: (message: ShownMessage) => void
}

/** What can be done with any stored message: a star, and its text for elsewhere. */
export function MessageTools({ message, onStar }: MessageToolsProps) {
  const { t } = useTranslation('conversations')
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [isCopied])

  const starLabel = message.starredAt === null ? t('star') : t('unstar')
  const copyLabel = isCopied ? t('copied') : t('copy')
  return (
    <>
      <Tooltip label={starLabel}>
        <ActionIcon size={26} data-star onClick={() => onStar(message)} aria-label={starLabel}>
          {message.starredAt === null ? <IconStar size={16} /> : <IconStarOff size={16} />}
        </ActionIcon>
      </Tooltip>
      {canCopy(message) && (
        <Tooltip label={copyLabel}>
          <ActionIcon
            size={26}
            data-copy
            onClick={() => void copyMessage(message).then(setIsCopied)}
            aria-label={copyLabel}
          >
            {isCopied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </>
  )
}
