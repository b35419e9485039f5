import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { previewOf } from '#shared/domain/message.ts'
import { findDeletionObstacle, findEditObstacle } from '#shared/domain/message-change.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { wordFailure } from './failure-words.ts'
import classes from './message-bubble.module.css'
import type { ShownMessage } from './shown-message.ts'

/** Under a bubble: an edit or a deletion that did not get through, why, and what can be done about it. */
export function MessageChangeLine({ message }: { readonly message: ShownMessage }) {
  const { change } = message
  return change?.state === 'failed' ? <FailedChange message={message} change={change} /> : null
}

interface FailedChangeProps {
  readonly message: ShownMessage
  readonly change: NonNullable<ShownMessage['change']>
}

function FailedChange({ message, change }: FailedChangeProps) {
  const { t } = useTranslation('conversations')
  const retrying = useMutation({ mutationFn: () => rpc.messages.retryChange({ id: message.id }) })
  const dropping = useMutation({ mutationFn: () => rpc.messages.dropChange({ id: message.id }) })
  const findObstacle = change.kind === 'edit' ? findEditObstacle : findDeletionObstacle
  const canRetry = findObstacle(message, coreNow()) === null
  return (
    <div className={classes.failure}>
      <span>
        {t(change.kind === 'edit' ? 'change.editFailed' : 'change.deletionFailed', { text: previewOf(change.body) })}{' '}
        {wordFailure(change.error, t)}
      </span>
      {canRetry && (
        <Button variant="default" size="compact-xs" loading={retrying.isPending} onClick={() => retrying.mutate()}>
          {t('retry')}
        </Button>
      )}
      <Button variant="default" size="compact-xs" loading={dropping.isPending} onClick={() => dropping.mutate()}>
        {t('change.drop')}
      </Button>
    </div>
  )
}
