import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ConversationPane } from './conversation-pane.tsx'
import classes from './lead-chat.module.css'

interface LeadChatProps {
  readonly leadId: LeadId
  /** Where nothing was said yet. */
  readonly otherwise: ReactNode
}

/** The chat with a person on their own page, to be read and answered there; of several numbers first the one that was used last. */
export function LeadChat({ leadId, otherwise }: LeadChatProps) {
  const { t } = useTranslation('conversations')
  const { data: chats } = useQuery(api.conversations.ofLead.queryOptions({ input: { leadId } }))
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  const [chosenId, setChosenId] = useState<ConversationId | null>(null)
  if (chats === undefined) return null
  const open = chats.find(({ id }) => id === chosenId) ?? chats[0]
  if (open === undefined) return otherwise
  const nameOf = (accountId: string) => accounts.find(({ id }) => id === accountId)?.name ?? ''
  return (
    <div className={classes.chat}>
      {chats.length > 1 && (
        <SegmentedControl
          size="xs"
          className={classes.numbers}
          aria-label={t('whichNumber')}
          data={chats.map(({ id, channelAccountId }) => ({ value: id, label: nameOf(channelAccountId) }))}
          value={open.id}
          onChange={id => setChosenId(chats.find(chat => chat.id === id)?.id ?? null)}
        />
      )}
      <ConversationPane
        key={open.id}
        conversationId={open.id}
        header={null}
        isKeptUnread={false}
        isForWriting={false}
        targetId={null}
        onLeaveComposer={() => {}}
        onSent={() => {}}
      />
    </div>
  )
}
