import { ActionIcon, Menu, Text, Tooltip } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChecks,
  IconDots,
  IconEdit,
  IconHistory,
  IconTrash,
} from '@tabler/icons-react'
import { use, useState } from 'react'
import { isForwardable } from '#shared/domain/forwarding.ts'
import { type ChangeObstacle, findDeletionObstacle, findEditObstacle } from '#shared/domain/message-change.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { MessageActs } from './message-acts.ts'
import type { ShownMessage } from './shown-message.ts'

/** What is done with a message less often. What cannot be done any more says why. */
export function MessageMenu({ message }: { readonly message: ShownMessage }) {
  const { t } = useTranslation('conversations')
  const { role } = useSignedInStaff()
  const { onEdit, onDelete, onDropChange, onForward, onSelect, onShowEarlier } = use(MessageActs)
  const [now, setNow] = useState(coreNow)
  const isOurs = message.direction === 'out'
  const hasEarlier = isOurs && role !== 'consultant' && (message.editedAt !== null || message.deletedAt !== null)
  const isThere = isOurs && message.deletedAt === null
  const canForward = isForwardable(message)
  if (!isThere && !hasEarlier && !canForward) return null
  return (
    <Menu position="top" onOpen={() => setNow(coreNow())}>
      <Menu.Target>
        <Tooltip label={t('moreActions')}>
          <ActionIcon size={26} aria-label={t('moreActions')}>
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {canForward && (
          <>
            <Menu.Item leftSection={<IconArrowForwardUp size={16} />} onClick={() => onForward(message)}>
              {t('forward.act')}
            </Menu.Item>
            <Menu.Item leftSection={<IconChecks size={16} />} onClick={() => onSelect(message)}>
              {t('forward.select')}
            </Menu.Item>
          </>
        )}
        {isThere && (
          <>
            <Act
              icon={<IconEdit size={16} />}
              label={t('change.edit')}
              obstacle={findEditObstacle(message, now)}
              onAct={() => onEdit(message)}
            />
            <Act
              icon={<IconTrash size={16} />}
              label={t('change.deleteForAll')}
              obstacle={findDeletionObstacle(message, now)}
              onAct={() => onDelete(message)}
            />
          </>
        )}
        {message.change?.state === 'waiting' && (
          <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => onDropChange(message)}>
            {t('change.dropWaiting')}
          </Menu.Item>
        )}
        {hasEarlier && (
          <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => onShowEarlier(message)}>
            {t('change.earlier')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

interface ActProps {
  readonly icon: React.ReactNode
  readonly label: string
  readonly obstacle: ChangeObstacle | null
  readonly onAct: () => void
}

function Act({ icon, label, obstacle, onAct }: ActProps) {
  const { t } = useTranslation('conversations')
  const isOpen = obstacle === null
  return (
    <Menu.Item
      leftSection={icon}
      // Not `disabled`: the reason must be reachable by keyboard and screen reader.
      aria-disabled={!isOpen}
      closeMenuOnClick={isOpen}
      onClick={() => isOpen && onAct()}
      maw={280}
    >
      <span style={isOpen ? undefined : { color: 'var(--mantine-color-dimmed)' }}>{label}</span>
      {obstacle !== null && (
        <Text size="xs" c="dimmed">
          {t(`change.obstacles.${obstacle}`)}
        </Text>
      )}
    </Menu.Item>
  )
}
