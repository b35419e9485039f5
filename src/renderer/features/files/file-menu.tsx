import { ActionIcon, Menu, Text } from '@mantine/core'
import {
  IconDots,
  IconDownload,
  IconEye,
  IconMessageShare,
  IconPencil,
  IconRefresh,
  IconTag,
  IconTrash,
} from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { LeadFile } from '#shared/contract/files.ts'
import type { MessageId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { canBeFetched } from './file-whereabouts.tsx'
import classes from './lead-files.module.css'
import { isPreviewable } from './previewable.ts'
import { saveFile } from './use-file-address.ts'

interface FileMenuProps {
  readonly file: LeadFile
  readonly onOpen: () => void
  readonly onRename: () => void
  readonly onLabel: () => void
  readonly onRemove: () => void
}

/** What can be done with one file. */
export function FileMenu({ file, onOpen, onRename, onLabel, onRemove }: FileMenuProps) {
  const { t } = useTranslation('files')
  const navigate = useNavigate()
  const { id, state, conversationId, messageId } = file
  const asking = useMutation({ mutationFn: (message: { id: MessageId }) => rpc.messages.fetchMedia(message) })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={26} className={classes.menu} aria-label={t('fileMenu', { name: file.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isPreviewable(file) && (
          <Menu.Item leftSection={<IconEye size={16} />} onClick={onOpen}>
            {t('open')}
          </Menu.Item>
        )}
        {state === 'ready' && (
          <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void saveFile(id)}>
            {t('saveToDisk')}
          </Menu.Item>
        )}
        {messageId !== null && canBeFetched(file) && (
          <Menu.Item leftSection={<IconRefresh size={16} />} onClick={() => asking.mutate({ id: messageId })}>
            {state === 'expired' ? t('askPhone') : t('retry')}
          </Menu.Item>
        )}
        {conversationId !== null && messageId !== null && (
          <Menu.Item
            leftSection={<IconMessageShare size={16} />}
            onClick={() =>
              void navigate({
                to: '/inbox/$conversationId',
                params: { conversationId },
                search: { message: messageId },
              })
            }
          >
            {t('toMessage')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onRename}>
          {t('rename')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTag size={16} />} onClick={onLabel}>
          {t('label')}
        </Menu.Item>
        <Menu.Item
          color={messageId === null ? 'red' : undefined}
          leftSection={<IconTrash size={16} />}
          disabled={messageId !== null}
          onClick={onRemove}
        >
          {t('remove')}
          {messageId !== null && (
            <Text size="xs" c="dimmed">
              {t('partOfMessage')}
            </Text>
          )}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
