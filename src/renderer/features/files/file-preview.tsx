import { ActionIcon, Group, Loader, Modal, Text, Tooltip } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import classes from './file-preview.module.css'
import { saveFile, useFileAddress } from './use-file-address.ts'

/** What can be looked at without leaving the window. */
export function isPreviewable({ state, mime }: Pick<AttachmentSummary, 'state' | 'mime'>): boolean {
  return state === 'ready' && (mime.startsWith('image/') || mime.startsWith('video/') || mime === 'application/pdf')
}

interface FilePreviewProps {
  readonly file: AttachmentSummary
  readonly onClose: () => void
}

/** One picture, film or PDF over everything else. */
export function FilePreview({ file, onClose }: FilePreviewProps) {
  const { t } = useTranslation('conversations')
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
          <Tooltip label={t('media.save')}>
            <ActionIcon size={32} aria-label={t('media.save')} onClick={() => void saveFile(file.id)}>
              <IconDownload size={18} />
            </ActionIcon>
          </Tooltip>
          <ActionIcon size={32} aria-label={t('close')} onClick={onClose}>
            <IconX size={18} />
          </ActionIcon>
        </Group>
      </Group>
      <Content file={file} />
    </Modal>
  )
}

function Content({ file }: { readonly file: AttachmentSummary }) {
  const { t } = useTranslation('conversations')
  const address = useFileAddress(file.id, true)
  if (address === undefined) return <Loader className={classes.waiting} size="sm" />
  if (file.mime.startsWith('image/')) return <img className={classes.content} src={address} alt={file.name} />
  if (file.mime.startsWith('video/')) {
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- a customer's film has no captions
      <video className={classes.content} src={address} controls autoPlay aria-label={file.name} />
    )
  }
  return <iframe className={classes.document} src={address} title={t('media.preview', { name: file.name })} />
}
