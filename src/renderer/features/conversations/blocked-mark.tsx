import { Text, Tooltip } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import type { Conversation } from '#shared/contract/conversations.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** That the person is blocked, and whether WhatsApp knows of it. */
export function BlockedMark({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('conversations')
  const { isBlocked, blockState } = conversation
  if (!isBlocked && blockState === null) return null
  const words = isBlocked
    ? ({ hint: blockState === 'pending' ? 'block.pending' : 'block.hint', name: 'block.mark' } as const)
    : blockState === 'pending'
      ? ({ hint: 'block.endPending', name: 'block.ending' } as const)
      : ({ hint: 'block.refusedHint', name: 'block.refused' } as const)
  return (
    <Tooltip label={t(words.hint)} multiline maw={280}>
      <Text component="span" inherit fw={500} {...(isBlocked ? { c: 'red' } : {})} tabIndex={0}>
        <IconBan size={13} aria-hidden style={{ verticalAlign: '-2px' }} /> {t(words.name)}
      </Text>
    </Tooltip>
  )
}
