import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import type { RefObject } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmojiPicker } from './emoji-picker.tsx'

interface EmojiButtonProps {
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
  /** Where the emoji goes, in place of what is selected there. */
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly onText: (text: string) => void
}

/** Puts an emoji where the caret is. */
export function EmojiButton({ isOpen, onToggle, field, onText }: EmojiButtonProps) {
  const { t } = useTranslation('emoji')

  function handlePick(emoji: string) {
    const area = field.current
    if (area === null) return
    const { value, selectionStart, selectionEnd } = area
    const caret = selectionStart + emoji.length
    onText(value.slice(0, selectionStart) + emoji + value.slice(selectionEnd))
    onToggle(false)
    requestAnimationFrame(() => {
      area.focus()
      area.setSelectionRange(caret, caret)
    })
  }

  return (
    <Popover
      opened={isOpen}
      onChange={onToggle}
      onDismiss={() => field.current?.focus()}
      position="top-start"
      trapFocus
    >
      <Popover.Target>
        <Tooltip label={t('open')}>
          <ActionIcon size={36} aria-label={t('open')} onClick={() => onToggle(!isOpen)}>
            <IconMoodSmile size={20} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={t('title')}>
        <EmojiPicker onPick={handlePick} />
      </Popover.Dropdown>
    </Popover>
  )
}
