import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import {
  IconArchive,
  IconArchiveOff,
  IconArrowLeft,
  IconDots,
  IconLayoutSidebarRight,
  IconMailOpened,
  IconSearch,
  IconUser,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { Conversation } from '#shared/contract/conversations.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { BookButton } from '../appointments/book-button.tsx'
import { OwnerMenu } from '../leads/owner-menu.tsx'
import { PhoneText } from '../leads/phone-text.tsx'
import { StageMenu } from '../leads/stage-menu.tsx'
import { TheirHour } from '../leads/their-hour.tsx'
import { AskNumber } from './ask-number.tsx'
import { BlockMenuItem } from './block-menu-item.tsx'
import { BlockedMark } from './blocked-mark.tsx'
import classes from './conversation-header.module.css'

export type OpenMenu = 'stage' | 'owner' | null

export interface HeaderActs {
  readonly openMenu: OpenMenu
  readonly isCardShown: boolean
  readonly onMenu: (menu: OpenMenu) => void
  readonly onMarkUnread: () => void
  readonly onArchive: (isArchived: boolean) => void
  readonly onToggleCard: () => void
}

interface ConversationHeaderProps extends HeaderActs {
  readonly conversation: Conversation
  readonly onFind: () => void
}

export function ConversationHeader(props: ConversationHeaderProps) {
  const { conversation, openMenu, isCardShown, onMenu, onMarkUnread, onArchive, onFind, onToggleCard } = props
  const { t } = useTranslation('conversations')
  const navigate = useNavigate()
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  return (
    <header className={classes.header}>
      <Link to="/inbox" className={classes.back} aria-label={t('backToList')}>
        <IconArrowLeft size={20} />
      </Link>
      <div className={classes.person}>
        <h2 className={classes.name} title={conversation.leadName}>
          {conversation.leadName}
        </h2>
        <div className={classes.detail}>
          <PhoneText phoneNumber={conversation.phoneNumber} isNumberHidden={conversation.isNumberHidden} />
          <AskNumber conversation={conversation} />
          {accounts.length > 1 && <span>{t('through', { account: conversation.channelAccountName })}</span>}
          <BlockedMark conversation={conversation} />
          {!conversation.isBlocked && <TheirHour localTime={conversation.localTime} />}
        </div>
      </div>
      <div className={classes.chips}>
        <StageMenu
          leadId={conversation.leadId}
          stageId={conversation.stageId}
          isOpen={openMenu === 'stage'}
          onToggle={isOpen => onMenu(isOpen ? 'stage' : null)}
        />
        <OwnerMenu
          leadId={conversation.leadId}
          ownerId={conversation.ownerId}
          isOpen={openMenu === 'owner'}
          onToggle={isOpen => onMenu(isOpen ? 'owner' : null)}
        />
      </div>
      <BookButton
        lead={{ id: conversation.leadId, name: conversation.leadName, ownerId: conversation.ownerId }}
        conversationId={conversation.id}
      />
      <Tooltip label={t('findInChat')}>
        <ActionIcon aria-label={t('findInChat')} onClick={onFind}>
          <IconSearch size={18} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('moreActions')}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconMailOpened size={16} />} rightSection="U" onClick={onMarkUnread}>
            {t('markUnread')}
          </Menu.Item>
          <Menu.Item
            leftSection={conversation.isArchived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
            rightSection="E"
            onClick={() => onArchive(!conversation.isArchived)}
          >
            {conversation.isArchived ? t('unarchive') : t('archive')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUser size={16} />}
            onClick={() => void navigate({ to: '/leads/$leadId', params: { leadId: conversation.leadId } })}
          >
            {t('openLead')}
          </Menu.Item>
          <Menu.Divider />
          <BlockMenuItem conversation={conversation} />
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={isCardShown ? t('hideCard') : t('showCard')}>
        <ActionIcon
          aria-label={isCardShown ? t('hideCard') : t('showCard')}
          aria-expanded={isCardShown}
          onClick={onToggleCard}
        >
          <IconLayoutSidebarRight size={18} />
        </ActionIcon>
      </Tooltip>
    </header>
  )
}
