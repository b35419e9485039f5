import { ActionIcon, Button, Progress } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { FileId, LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { hasCode } from '../../rpc/problem.ts'
import classes from './lead-files.module.css'
import {
  cancelLeadUpload,
  dismissLeadUpload,
  type LeadUpload,
  retryLeadUpload,
  useLeadUploads,
} from './lead-uploads.ts'

interface FileUploadsProps {
  readonly leadId: LeadId
  readonly onRemove: (id: FileId) => void
}

/** Files on their way: how far, what went wrong, and what is there twice now. */
export function FileUploads({ leadId, onRemove }: FileUploadsProps) {
  const { t } = useTranslation('files')
  const uploads = useLeadUploads(leadId)
  if (uploads.length === 0) return null
  return (
    <ul className={classes.uploads} aria-label={t('uploads')}>
      {uploads.map(upload => (
        <li key={upload.id} className={classes.upload}>
          <span className={classes.uploadName}>{upload.name}</span>
          <State upload={upload} />
          {upload.state === 'failed' && canBeRetried(upload.problem) && (
            <Button variant="default" size="compact-xs" onClick={() => retryLeadUpload(leadId, upload.id)}>
              {t('retry')}
            </Button>
          )}
          {upload.state === 'duplicate' ? (
            <>
              <Button
                variant="default"
                size="compact-xs"
                onClick={() => {
                  onRemove(upload.id)
                  dismissLeadUpload(leadId, upload.id)
                }}
              >
                {t('removeAgain')}
              </Button>
              <Button variant="default" size="compact-xs" onClick={() => dismissLeadUpload(leadId, upload.id)}>
                {t('keepBoth')}
              </Button>
            </>
          ) : (
            <ActionIcon
              size={24}
              aria-label={t('cancelUpload', { name: upload.name })}
              onClick={() => cancelLeadUpload(leadId, upload.id)}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The file itself has to be another one. */
function canBeRetried(problem: unknown): boolean {
  return !hasCode(problem, 'FILE_EMPTY') && !hasCode(problem, 'FILE_TOO_LARGE')
}

function State({ upload }: { readonly upload: LeadUpload }) {
  const { t } = useTranslation('files')
  const format = useFormat()
  const word = useWordProblem()
  const { name, state, share, problem, sameAs } = upload
  if (state === 'failed') {
    return (
      <span className={classes.problem} role="alert">
        {word(problem)}
      </span>
    )
  }
  if (state === 'duplicate') {
    return (
      <span className={classes.notice} role="status">
        {t('duplicate', { name: sameAs?.name ?? '' })}
      </span>
    )
  }
  return (
    <>
      <Progress className={classes.progress} value={share * 100} size={4} aria-label={t('uploading', { name })} />
      <span className={classes.count}>{state === 'waiting' ? t('waiting') : format.percent(share * 100)}</span>
    </>
  )
}
