import { Button, Loader, Progress } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import type { MessageId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import classes from './file-whereabouts.module.css'
import { useProgress } from './use-progress.ts'

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
  if (isComing) return <Coming file={file} />
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

function Coming({ file }: Pick<FileWhereaboutsProps, 'file'>) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const known = useProgress(file.id)
  const share = file.state === 'transferring' ? known : null
  if (share === null) {
    return (
      <span className={classes.whereabouts} role="status">
        <Loader size={12} /> {t('media.coming')}
      </span>
    )
  }
  return (
    <span className={classes.whereabouts}>
      <Progress className={classes.progress} value={share * 100} size={4} aria-label={t('media.coming')} />
      <span className="tabular">{format.percent(share * 100)}</span>
    </span>
  )
}
