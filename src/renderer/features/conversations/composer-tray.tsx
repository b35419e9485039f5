import { ActionIcon, Progress } from '@mantine/core'
import { IconFile, IconMicrophone, IconRefresh, IconX } from '@tabler/icons-react'
import type { FileId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { canUploadAgain, type TrayFile } from './attachment-tray.ts'
import classes from './composer-tray.module.css'

interface ComposerTrayProps {
  readonly files: readonly TrayFile[]
  readonly onRemove: (id: FileId) => void
  readonly onRetry: (id: FileId) => void
}

/** The files that go with the next message. */
export function ComposerTray({ files, onRemove, onRetry }: ComposerTrayProps) {
  const { t } = useTranslation('conversations')
  return (
    <ul className={classes.tray} aria-label={t('attach.tray')}>
      {files.map(file => (
        <li key={file.id} className={classes.file} data-state={file.state}>
          {file.form === 'voice' ? (
            <IconMicrophone className={classes.icon} size={28} stroke={1.4} aria-hidden />
          ) : file.previewUrl === null ? (
            <IconFile className={classes.icon} size={28} stroke={1.4} aria-hidden />
          ) : (
            <img className={classes.picture} src={file.previewUrl} alt="" />
          )}
          <span className={classes.text}>
            <span className={classes.name}>{file.name}</span>
            <State file={file} />
          </span>
          {canUploadAgain(file) && (
            <ActionIcon size={24} aria-label={t('attach.again', { name: file.name })} onClick={() => onRetry(file.id)}>
              <IconRefresh size={16} />
            </ActionIcon>
          )}
          <ActionIcon size={24} aria-label={t('attach.remove', { name: file.name })} onClick={() => onRemove(file.id)}>
            <IconX size={16} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}

function State({ file }: { readonly file: TrayFile }) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const word = useWordProblem()
  if (file.state === 'failed') return <span className={classes.problem}>{word(file.problem)}</span>
  if (file.state === 'ready') return <span className={classes.facts}>{format.bytes(file.size)}</span>
  return (
    <Progress
      className={classes.progress}
      value={file.share * 100}
      size={4}
      aria-label={t('attach.progress', { name: file.name })}
    />
  )
}
