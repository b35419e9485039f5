import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconMoodSmile } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { rpc } from '../../rpc/api.ts'
import { showProblemToast } from '../../ui/toast.tsx'
import classes from './message-attachment.module.css'
import type { ShownMessage } from './shown-message.ts'

/** The ones that WhatsApp offers. */
const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const

/** The office's reaction to a message: chosen, changed, or taken back. */
export function ReactButton({ message }: { readonly message: ShownMessage }) {
  const { t } = useTranslation('conversations')
  const word = useWordProblem()
  const own = message.reactions.find(({ from }) => from === 'office')?.emoji
  const reacting = useMutation({
    mutationFn: (emoji: string | null) => rpc.messages.react({ id: message.id, emoji }),
    onError: problem => showProblemToast(word(problem)),
  })
  return (
    <Menu position="top">
      <Menu.Target>
        <Tooltip label={t('react')}>
          <ActionIcon size={26} aria-label={t('react')}>
            <IconMoodSmile size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className={classes.emojiRow}>
        {EMOJI.map(emoji => (
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
      </Menu.Dropdown>
    </Menu>
  )
}
