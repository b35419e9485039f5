import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { ConversationSummary } from '#shared/contract/conversations.ts'
import { MOST_CHATS_AT_ONCE } from '#shared/domain/forwarding.ts'
import { type ConversationId, type MessageId, newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { api, rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { PersonAvatar } from '../leads/person-avatar.tsx'
import classes from './picker.module.css'
import type { ShownMessage } from './shown-message.ts'
import { stepThroughChoices } from './step-through-choices.ts'

interface ForwardDialogProps {
  /** Oldest first; null while nothing is forwarded. */
  readonly messages: readonly ShownMessage[] | null
  readonly onClose: () => void
  readonly onDone: () => void
}

/** Into which chats some messages go. */
export function ForwardDialog({ messages, onClose, onDone }: ForwardDialogProps) {
  const { t } = useTranslation('conversations')
  return (
    <Modal
      opened={messages !== null}
      onClose={onClose}
      title={t('forward.title', { count: messages?.length ?? 0 })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {messages !== null && <ChooseChats messages={messages} onClose={onClose} onDone={onDone} />}
    </Modal>
  )
}

interface ChooseChatsProps extends ForwardDialogProps {
  readonly messages: readonly ShownMessage[]
}

type Chat = Pick<ConversationSummary, 'id' | 'leadName'>

function ChooseChats({ messages, onClose, onDone }: ChooseChatsProps) {
  const { t } = useTranslation('conversations')
  const word = useWordProblem()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<readonly Chat[]>([])
  const list = useRef<HTMLDivElement>(null)
  const { data, error, refetch } = useQuery(
    api.conversations.list.queryOptions({
      input: { filter: { search }, limit: 30 },
      placeholderData: keepPreviousData,
    }),
  )
  const found = (data?.items ?? []).filter(({ id }) => id !== messages[0]?.conversationId)
  const isFull = chosen.length >= MOST_CHATS_AT_ONCE

  // One chat after the other, each all or nothing. What is sent is taken off, so that trying again sends nothing twice.
  const [ids] = useState(() => new Map<ConversationId, { id: MessageId; messageId: MessageId }[]>())
  const forwarding = useMutation({
    mutationFn: async () => {
      for (const { id: toConversationId } of chosen) {
        const copies =
          ids.get(toConversationId) ?? messages.map(({ id }) => ({ id: newId<MessageId>(), messageId: id }))
        ids.set(toConversationId, copies)
        await rpc.messages.forward({ toConversationId, copies })
        setChosen(before => before.filter(chat => chat.id !== toConversationId))
      }
    },
    meta: { isProblemShown: true },
    onSuccess: onDone,
  })

  function toggle(chat: Chat) {
    const isChosen = chosen.some(({ id }) => id === chat.id)
    setChosen(isChosen ? chosen.filter(({ id }) => id !== chat.id) : [...chosen, chat])
  }

  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (chosen.length > 0) forwarding.mutate()
      }}
    >
      <Stack gap="sm" onKeyDown={event => stepThroughChoices(event, list.current)}>
        <SearchField
          name="forward"
          label={t('searchList')}
          clearLabel={t('clearSearch')}
          value={search}
          isFirst
          onChange={setSearch}
        />
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        <div ref={list} className={classes.list} role="group" aria-label={t('listLabel')}>
          {found.map(chat => {
            const isChosen = chosen.some(({ id }) => id === chat.id)
            return (
              <Checkbox
                key={chat.id}
                data-choice
                classNames={{ root: classes.choice ?? '', body: classes.body ?? '', labelWrapper: classes.label ?? '' }}
                checked={isChosen}
                disabled={isFull && !isChosen}
                onChange={() => toggle(chat)}
                label={
                  <span className={classes.person}>
                    <PersonAvatar name={chat.leadName} size={28} />
                    <span className={classes.name}>{chat.leadName}</span>
                  </span>
                }
              />
            )
          })}
          {data !== undefined && found.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('forward.nobody')}
            </Text>
          )}
        </div>
        <Text size="xs" c="dimmed" role="status">
          {chosen.length > 0 ? chosen.map(({ leadName }) => leadName).join(', ') : t('forward.hint')}
          {isFull && ` · ${t('forward.full', { count: MOST_CHATS_AT_ONCE })}`}
        </Text>
        {forwarding.error && (
          <Text size="sm" c="var(--santral-broken)" role="alert">
            {t('forward.failed', { name: chosen[0]?.leadName ?? '' })} {word(forwarding.error)}
          </Text>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('change.cancel')}
          </Button>
          <Button type="submit" disabled={chosen.length === 0} loading={forwarding.isPending}>
            {t('forward.act')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
