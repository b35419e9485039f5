import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconFile, IconPaperclip, IconPhoto, IconUser } from '@tabler/icons-react'
import { use, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { MediaForm } from './attachment-tray.ts'
import { MessageActs } from './message-acts.ts'

interface AttachButtonProps {
  readonly onFiles: (files: readonly File[], form: MediaForm) => void
}

/** Chooses files, to be seen in the chat or as they are; or somebody whose card is sent. */
export function AttachButton({ onFiles }: AttachButtonProps) {
  const { t } = useTranslation('conversations')
  const { onSendContact } = use(MessageActs)
  const shown = useRef<HTMLInputElement>(null)
  const plain = useRef<HTMLInputElement>(null)

  function handleChange(event: React.ChangeEvent<HTMLInputElement>, form: MediaForm) {
    onFiles([...(event.currentTarget.files ?? [])], form)
    // The same file may be chosen again.
    event.currentTarget.value = ''
  }

  return (
    <>
      <Menu position="top-start">
        <Menu.Target>
          <Tooltip label={t('attach.title')}>
            <ActionIcon size={36} aria-label={t('attach.title')}>
              <IconPaperclip size={20} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => shown.current?.click()}>
            {t('attach.media')}
          </Menu.Item>
          <Menu.Item leftSection={<IconFile size={16} />} onClick={() => plain.current?.click()}>
            {t('attach.document')}
          </Menu.Item>
          {onSendContact !== null && (
            <Menu.Item leftSection={<IconUser size={16} />} onClick={onSendContact}>
              {t('contact.attach')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <input
        ref={shown}
        type="file"
        hidden
        multiple
        accept="image/*,video/*,audio/*"
        onChange={event => handleChange(event, 'by-itself')}
      />
      <input ref={plain} type="file" hidden multiple onChange={event => handleChange(event, 'document')} />
    </>
  )
}
