import { Button, Loader } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import type { MessageId } from '#shared/domain/ids.ts'
import { rpc } from '../../rpc/api.ts'
import classes from './file-whereabouts.module.css'

/** Whether a content that is not here can be asked for: again, or of the phone. */
export function canBeFetched({ state, error }: Pick<AttachmentSummary, 'state' | 'error'>): boolean {
  if (state === 'ready' || state === 'transferring') return false
  if (state === 'pending' && error === null) return false
  return error !== 'too-large' && error !== 'refused-address'
}

interface FileWhereaboutsProps {
  readonly messageId: MessageId
  readonly file: AttachmentSummary
}

/** Where a content is that is not here, why, and what can be done. */
export function FileWhereabouts({ messageId, file }: FileWhereaboutsProps) {
  const { t } = useTranslation('conversations')
  const asking = useMutation({ mutationFn: () => rpc.messages.fetchMedia({ id: messageId }) })
  const { state, error } = file
  const isComing = state === 'transferring' || (state === 'pending' && error === null)
  if (isComing) {
    return (
      <span className={classes.whereabouts} role="status">
        <Loader size={12} /> {t('media.coming')}
      </span>
    )
  }
  return (
    <span className={classes.whereabouts} role="status">
      <span>
        {t(`media.failures.${error ?? 'other'}`)}
        {state === 'pending' && ` ${t('media.triedAgain')}`}
      </span>
      {canBeFetched(file) && (
        <Button variant="default" size="compact-xs" loading={asking.isPending} onClick={() => asking.mutate()}>
          {state === 'expired' ? t('media.askPhone') : t('retry')}
        </Button>
      )}
    </span>
  )
}
