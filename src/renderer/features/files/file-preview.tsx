import { ActionIcon, Group, Loader, Modal, Text, Tooltip } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconX,
  IconZoomIn,
  IconZoomOut,
  IconZoomReset,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './file-preview.module.css'
import { saveFile, useFileAddress } from './use-file-address.ts'
import { useNeighbours } from './use-neighbours.ts'
import { LARGEST_SCALE, ZoomablePicture } from './zoomable-picture.tsx'

const STEP = 1.5

interface FilePreviewProps {
  readonly file: AttachmentSummary
  readonly onClose: () => void
}

/** One picture, film, sound or PDF over everything else. The arrow keys lead to the person's other pictures; + and − draw nearer. */
export function FilePreview({ file: opened, onClose }: FilePreviewProps) {
  const { t } = useTranslation('conversations')
  const [file, setFile] = useState(opened)
  const [scale, setScale] = useState(1)
  const { older, newer } = useNeighbours(file)
  const isPicture = file.mime.startsWith('image/')
  const zoom = (next: number) => setScale(Math.min(LARGEST_SCALE, Math.max(1, next)))

  function show(next: AttachmentSummary | undefined) {
    if (next === undefined) return
    setFile(next)
    setScale(1)
  }

  useWindowEvent('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // A film takes the arrows for itself, and a picture that is near is moved by them.
    const isTaken = event.target instanceof HTMLMediaElement || scale > 1
    if (event.key === 'ArrowLeft' && !isTaken) show(older)
    else if (event.key === 'ArrowRight' && !isTaken) show(newer)
    else if (event.key === '+' && isPicture) zoom(scale * STEP)
    else if (event.key === '-' && isPicture) zoom(scale / STEP)
    else if (event.key === '0' && isPicture) zoom(1)
    else return
    event.preventDefault()
  })

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size="auto"
      centered
      padding={0}
      aria-label={t('media.preview', { name: file.name })}
      overlayProps={{ backgroundOpacity: 0.8 }}
    >
      <Group className={classes.bar} justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" truncate>
          {file.name}
        </Text>
        <Group gap={4} wrap="nowrap">
          {(older ?? newer) !== undefined && (
            <>
              <Tool label={t('media.older')} isDisabled={older === undefined} onClick={() => show(older)}>
                <IconChevronLeft size={18} />
              </Tool>
              <Tool label={t('media.newer')} isDisabled={newer === undefined} onClick={() => show(newer)}>
                <IconChevronRight size={18} />
              </Tool>
            </>
          )}
          {isPicture && (
            <>
              <Tool label={t('media.further')} isDisabled={scale <= 1} onClick={() => zoom(scale / STEP)}>
                <IconZoomOut size={18} />
              </Tool>
              <Tool label={t('media.nearer')} isDisabled={scale >= LARGEST_SCALE} onClick={() => zoom(scale * STEP)}>
                <IconZoomIn size={18} />
              </Tool>
              <Tool label={t('media.whole')} isDisabled={scale === 1} onClick={() => zoom(1)}>
                <IconZoomReset size={18} />
              </Tool>
            </>
          )}
          <Tool label={t('media.save')} onClick={() => void saveFile(file.id)}>
            <IconDownload size={18} />
          </Tool>
          <ActionIcon size={32} aria-label={t('close')} onClick={onClose}>
            <IconX size={18} />
          </ActionIcon>
        </Group>
      </Group>
      <Content key={file.id} file={file} scale={scale} onScale={zoom} />
    </Modal>
  )
}

interface ToolProps {
  readonly label: string
  readonly isDisabled?: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

function Tool({ label, isDisabled = false, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      {/* Not disabled outright: the focus would fall out of the window at the last picture. */}
      <ActionIcon
        size={32}
        aria-label={label}
        aria-disabled={isDisabled}
        data-disabled={isDisabled || undefined}
        onClick={() => {
          if (!isDisabled) onClick()
        }}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

interface ContentProps {
  readonly file: AttachmentSummary
  readonly scale: number
  readonly onScale: (scale: number) => void
}

function Content({ file, scale, onScale }: ContentProps) {
  const { t } = useTranslation('conversations')
  const address = useFileAddress(file.id, true)
  if (address === undefined) return <Loader className={classes.waiting} size="sm" />
  if (file.mime.startsWith('image/')) {
    return <ZoomablePicture src={address} name={file.name} scale={scale} onScale={onScale} />
  }
  if (file.mime.startsWith('video/')) {
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- a customer's film has no captions
      <video className={classes.film} src={address} controls autoPlay aria-label={file.name} />
    )
  }
  if (file.mime.startsWith('audio/')) {
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- a customer's voice has no captions
      <audio className={classes.sound} src={address} controls autoPlay aria-label={file.name} />
    )
  }
  return <iframe className={classes.document} src={address} title={t('media.preview', { name: file.name })} />
}
