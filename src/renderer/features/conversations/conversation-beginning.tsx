import { Button } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './message-list.module.css'

interface ConversationBeginningProps {
  readonly isEmpty: boolean
  readonly hasOlder: boolean
  readonly isLoading: boolean
  readonly onRetry?: () => void
}

/** What stands above the oldest message that is loaded. It takes the same room in every state, so nothing moves. */
export function ConversationBeginning({ isEmpty, hasOlder, isLoading, onRetry }: ConversationBeginningProps) {
  const { t } = useTranslation('conversations')
  return (
    <div className={classes.beginning}>
      {isEmpty && t('noMessages')}
      {!isEmpty && !hasOlder && t('beginning')}
      {hasOlder && isLoading && t('loadingOlder')}
      {hasOlder && !isLoading && onRetry && (
        <>
          {t('olderFailed')}{' '}
          <Button variant="subtle" size="compact-xs" onClick={onRetry}>
            {t('retry')}
          </Button>
        </>
      )}
    </div>
  )
}
