import { ActionIcon, Menu, Popover, Tooltip } from '@mantine/core'
import { IconMoodSmile, IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { rpc } from '../../rpc/api.ts'
import { showProblemToast } from '../../ui/toast.tsx'
import { EmojiPicker } from '../emoji/emoji-picker.tsx'
import classes from './message-attachment.module.css'
import type { ShownMessage } from './shown-message.ts'

/** The ones that WhatsApp offers first. */
const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const

/** The office's reaction to a message: chosen, changed, or taken back. */
export function ReactButton({ message }: { readonly message: ShownMessage }) {
  const { t } = useTranslation('conversations')
  const word = useWordProblem()
  const [isPicking, setIsPicking] = useState(false)
  const own = message.reactions.find(({ from }) => from === 'office')?.emoji
  const reacting = useMutation({
    mutationFn: (emoji: string | null) => rpc.messages.react({ id: message.id, emoji }),
    onError: problem => showProblemToast(word(problem)),
  })
  const offered = own === undefined || EMOJI.some(emoji => emoji === own) ? EMOJI : [...EMOJI, own]
  return (
    <Popover opened={isPicking} onChange={setIsPicking} position="top" withRoles={false} trapFocus returnFocus>
      <Popover.Target>
        <span>
          <Menu position="top" width="auto" returnFocus={!isPicking}>
            <Menu.Target>
              <Tooltip label={t('react')}>
                <ActionIcon size={26} aria-label={t('react')}>
                  <IconMoodSmile size={16} />
                </ActionIcon>
              </Tooltip>
            </Menu.Target>
            <Menu.Dropdown className={classes.emojiRow}>
              {offered.map(emoji => (
                <Menu.Item
                  key={emoji}
                  className={classes.emoji}
                  data-is-own={own === emoji}
                  aria-label={own === emoji ? `${emoji}, ${t('removeReaction')}` : emoji}
                  onClick={() => reacting.mutate(own === emoji ? null : emoji)}
                >
                  {emoji}
                </Menu.Item>
              ))}
              <Menu.Item className={classes.emoji} aria-label={t('moreReactions')} onClick={() => setIsPicking(true)}>
                <IconPlus size={18} />
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown p="sm" role="dialog" aria-label={t('react')}>
        <EmojiPicker
          onPick={emoji => {
            setIsPicking(false)
            reacting.mutate(emoji === own ? null : emoji)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
