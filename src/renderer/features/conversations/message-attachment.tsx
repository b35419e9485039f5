import { UnstyledButton } from '@mantine/core'
import { IconDownload, IconFile, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useState } from 'react'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import type { MessageId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { FilePreview } from '../files/file-preview.tsx'
import { FileWhereabouts } from '../files/file-whereabouts.tsx'
import { isPreviewable } from '../files/previewable.ts'
import { saveFile, useFileAddress } from '../files/use-file-address.ts'
import classes from './message-attachment.module.css'
import { pictureSize } from './picture-size.ts'
import { VoicePlayer } from './voice-player.tsx'

interface MessageAttachmentProps {
  readonly messageId: MessageId
  readonly file: AttachmentSummary
}

/** The picture, film, sound or document of a message, wherever its content is. */
export function MessageAttachment({ messageId, file }: MessageAttachmentProps) {
  const [isOpen, setIsOpen] = useState(false)
  const open = () => setIsOpen(true)
  return (
    <>
      <Shown file={file} onOpen={open} />
      {file.state !== 'ready' && <FileWhereabouts messageId={messageId} file={file} />}
      {isOpen && <FilePreview file={file} onClose={() => setIsOpen(false)} />}
    </>
  )
}

interface ShownProps {
  readonly file: AttachmentSummary
  readonly onOpen: () => void
}

function Shown({ file, onOpen }: ShownProps) {
  switch (file.kind) {
    case 'image':
    case 'sticker':
    case 'video':
      return <Picture file={file} onOpen={onOpen} />
    case 'voice':
    case 'audio':
      return <VoicePlayer file={file} />
    case 'document':
      return <Document file={file} onOpen={onOpen} />
  }
}

/** It has its place before it is loaded, so that nothing moves when it comes. */
function Picture({ file, onOpen }: ShownProps) {
  const { t } = useTranslation('conversations')
  const isVideo = file.kind === 'video'
  const address = useFileAddress(file.id, file.state === 'ready' && !isVideo)
  const { width, height } = pictureSize(file)
  const source = address ?? file.thumbnailUrl
  return (
    <UnstyledButton
      className={classes.picture}
      data-is-sticker={file.kind === 'sticker'}
      style={{ width, aspectRatio: `${width} / ${height}` }}
      disabled={!isPreviewable(file)}
      aria-label={t(isVideo ? 'media.openVideo' : 'media.openPicture', { name: file.name })}
      onClick={onOpen}
    >
      {source !== null && <img src={source} alt="" data-is-blurred={address === undefined} draggable={false} />}
      {isVideo && (
        <span className={classes.play}>
          <IconPlayerPlayFilled size={22} aria-hidden />
        </span>
      )}
    </UnstyledButton>
  )
}

function Document({ file, onOpen }: ShownProps) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const isReady = file.state === 'ready'
  const ending = /\.(?<ending>[a-z0-9]{1,5})$/iu.exec(file.name)?.groups?.['ending']
  return (
    <UnstyledButton
      className={classes.document}
      disabled={!isReady}
      title={isPreviewable(file) ? t('media.open') : t('media.save')}
      onClick={() => (isPreviewable(file) ? onOpen() : void saveFile(file.id))}
    >
      <span className={classes.documentIcon}>
        <IconFile size={24} stroke={1.4} aria-hidden />
      </span>
      <span className={classes.documentText}>
        <span className={classes.documentName}>{file.name}</span>
        <span className={classes.documentFacts}>
          {[ending?.toUpperCase(), file.size > 0 ? format.bytes(file.size) : undefined].filter(Boolean).join(' · ')}
        </span>
      </span>
      {isReady && <IconDownload size={18} stroke={1.6} aria-hidden />}
    </UnstyledButton>
  )
}
