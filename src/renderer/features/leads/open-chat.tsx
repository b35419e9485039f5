import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ChannelAccountId, LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { useLead } from './use-lead.ts'

/** Goes to the newest chat with a lead, or begins one through a linked number. A chat that cannot begin says why. */
export function OpenChat({ leadId, isLarge = false }: { readonly leadId: LeadId; readonly isLarge?: boolean }) {
  const { t } = useTranslation('leads')
  const navigate = useNavigate()
  const { data: lead } = useLead(leadId)
  const { data: chats } = useQuery(api.conversations.ofLead.queryOptions({ input: { leadId } }))
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  const beginning = useMutation({
    mutationFn: (channelAccountId: ChannelAccountId) => rpc.conversations.openForLead({ leadId, channelAccountId }),
    onSuccess: chat => open(chat.id),
  })
  const linked = accounts.filter(account => account.phoneNumber !== null)
  const newest = chats?.[0]

  function open(conversationId: string) {
    void navigate({ to: '/inbox/$conversationId', params: { conversationId } })
  }

  function obstacle(): string | null {
    if (chats === undefined || lead === undefined || newest !== undefined) return null
    if (linked.length === 0) return t('noNumberLinked')
    return lead.phoneNumber === null ? t('noAddress') : null
  }

  const why = obstacle()
  const isBusy = beginning.isPending || chats === undefined
  if (newest === undefined && why === null && linked.length > 1) {
    return (
      <Menu position="bottom-end">
        <Menu.Target>
          {isLarge ? (
            <Button leftSection={<IconMessage size={16} />} disabled={isBusy}>
              {t('write')}
            </Button>
          ) : (
            <ActionIcon variant="light" color="accent" size={28} aria-label={t('openChat')} disabled={isBusy}>
              <IconMessage size={16} />
            </ActionIcon>
          )}
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('openChatThrough')}</Menu.Label>
          {linked.map(account => (
            <Menu.Item key={account.id} onClick={() => beginning.mutate(account.id)}>
              {account.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    )
  }

  function handleClick() {
    const [only] = linked
    if (newest !== undefined) open(newest.id)
    else if (why === null && only !== undefined) beginning.mutate(only.id)
  }

  const state = {
    onClick: handleClick,
    // Not `disabled`: a reason must be reachable by pointer, keyboard and screen reader.
    'aria-disabled': why !== null || isBusy,
    'data-disabled': why !== null || undefined,
    'aria-label': why === null ? t('openChat') : `${t('openChat')}. ${why}`,
  }
  return (
    <Tooltip label={why ?? t('openChat')} multiline maw={240}>
      {isLarge ? (
        <Button leftSection={<IconMessage size={16} />} {...state}>
          {t('write')}
        </Button>
      ) : (
        <ActionIcon variant="light" color="accent" size={28} {...state}>
          <IconMessage size={16} />
        </ActionIcon>
      )}
    </Tooltip>
  )
}
