import { ActionIcon, Tooltip } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './composer.module.css'

interface SendButtonProps {
  readonly canSend: boolean
  /** Why it cannot be sent, or how it is sent by key. */
  readonly hint: string
  /** It goes by itself as soon as its file is up. */
  readonly isWaiting: boolean
  readonly onSend: () => void
}

export function SendButton({ canSend, hint, isWaiting, onSend }: SendButtonProps) {
  const { t } = useTranslation('conversations')
  return (
    <Tooltip label={hint} multiline maw={240}>
      <ActionIcon
        className={classes.send}
        variant={canSend ? 'filled' : 'subtle'}
        color={canSend ? 'accent' : 'gray'}
        size={36}
        aria-label={t('send')}
        aria-disabled={!canSend}
        loading={isWaiting}
        onClick={onSend}
      >
        <IconSend2 size={20} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
