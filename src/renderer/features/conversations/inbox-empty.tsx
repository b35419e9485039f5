import { Button } from '@mantine/core'
import { IconDeviceMobile, IconFilterOff, IconMessages, IconMoodCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import classes from './conversation-list.module.css'
import { type InboxFilter, isShowingAll, SHOW_ALL } from './inbox-filter.ts'

/** Whether a number was ever linked; null until that is known. */
export function useHasNumber(): boolean | null {
  const { data: accounts } = useQuery(api.channelAccounts.list.queryOptions())
  return accounts === undefined ? null : accounts.some(account => account.phoneNumber !== null)
}

interface EmptyListProps {
  readonly filter: InboxFilter
  readonly onChangeFilter: (filter: InboxFilter) => void
}

/** Where chats would stand in the list. */
export function EmptyList({ filter, onChangeFilter }: EmptyListProps) {
  const { t } = useTranslation('conversations')
  const hasNumber = useHasNumber()
  if (isShowingAll(filter)) {
    if (hasNumber !== true) {
      // Beside the list the pane says it; a narrow window has only the list.
      return (
        <div className={classes.onlyNarrow}>
          <EmptyPane />
        </div>
      )
    }
    return (
      <EmptyState icon={<IconMessages size={32} stroke={1.4} />} title={t('noConversationTitle')}>
        {t('noConversationText')}
      </EmptyState>
    )
  }
  const isAllRead = filter.view === 'unread' && filter.search.trim() === ''
  return (
    <EmptyState
      icon={isAllRead ? <IconMoodCheck size={32} stroke={1.4} /> : <IconFilterOff size={32} stroke={1.4} />}
      title={isAllRead ? t('allRead') : t('nothingMatchesTitle')}
      action={
        <Button variant="default" onClick={() => onChangeFilter(SHOW_ALL)}>
          {t('showAll')}
        </Button>
      }
    >
      {isAllRead ? null : t('nothingMatchesText')}
    </EmptyState>
  )
}

/** Where the messages would stand while no chat is open: what to do next. */
export function EmptyPane() {
  const { t } = useTranslation('conversations')
  const navigate = useNavigate()
  const { role } = useSignedInStaff()
  const hasNumber = useHasNumber()
  if (hasNumber === null) return null
  if (hasNumber) {
    return (
      <EmptyState icon={<IconMessages size={36} stroke={1.3} />} title={t('nothingSelectedTitle')}>
        {t('nothingSelectedText')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconDeviceMobile size={36} stroke={1.3} />}
      title={t('noNumberTitle')}
      action={
        role === 'admin' && (
          <Button onClick={() => void navigate({ to: '/settings/$section', params: { section: 'numbers' } })}>
            {t('linkNumber')}
          </Button>
        )
      }
    >
      {role === 'admin' ? t('noNumberText') : t('noNumberAdmin')}
    </EmptyState>
  )
}
