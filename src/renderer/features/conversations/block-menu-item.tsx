import { Menu } from '@mantine/core'
import { IconBan, IconCircleCheck } from '@tabler/icons-react'
import type { Conversation } from '#shared/contract/conversations.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useBlock } from './use-undoable-mark.ts'

/** Blocks the person or lets them in again. WhatsApp blocks by the number: who hides it is blocked on the phone. */
export function BlockMenuItem({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('conversations')
  const block = useBlock()
  const { id, isBlocked, phoneNumber, isNumberHidden } = conversation
  if (isBlocked) {
    return (
      <Menu.Item leftSection={<IconCircleCheck size={16} />} onClick={() => block(id, false)}>
        {t('block.unblock')}
      </Menu.Item>
    )
  }
  const isImpossible = phoneNumber === null && isNumberHidden
  return (
    <Menu.Item
      color="red"
      leftSection={<IconBan size={16} />}
      disabled={isImpossible}
      title={isImpossible ? t('block.hidden') : undefined}
      onClick={() => block(id, true)}
    >
      {isImpossible ? t('block.onPhone') : t('block.block')}
    </Menu.Item>
  )
}
