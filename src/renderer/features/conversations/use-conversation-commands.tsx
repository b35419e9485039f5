import { IconMessage, IconMessageSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { FoundMessage } from '#shared/contract/conversations.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { connection, rpc } from '../../rpc/api.ts'
import { type Command, type CommandSearch, useCommandSearches } from '../../ui/commands.ts'
import { wordPreview } from './kind-words.ts'

/** Finds chats by the person's name or number, and messages by their words, in the Ctrl+K palette. */
export function useConversationCommands(): void {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const navigate = useNavigate()
  const searches = useMemo(
    (): readonly CommandSearch[] => [
      {
        id: 'conversations',
        label: t('paletteGroup'),
        fewestCharacters: 2,
        async search(question, signal) {
          const { items } = await rpc.leads.list({ filter: { search: question }, limit: 5 }, { signal })
          const chats = await Promise.all(items.map(({ id }) => rpc.conversations.ofLead({ leadId: id }, { signal })))
          return chats.flat().map(chat => ({
            id: chat.id,
            label: chat.leadName,
            description: `${format.short(chat.lastMessageAt, connection.now())} · ${wordPreview(chat.lastMessageKind, chat.lastMessagePreview, t)}`,
            icon: <IconMessage size={18} stroke={1.6} />,
            run: () => void navigate({ to: '/inbox/$conversationId', params: { conversationId: chat.id } }),
          }))
        },
      },
      {
        id: 'messages',
        label: t('paletteMessages'),
        fewestCharacters: 2,
        async search(question, signal) {
          const { items } = await rpc.messages.search({ query: question, limit: 8 }, { signal })
          return items.map(({ id, conversationId, leadName, sortAt, excerpt }) => ({
            id,
            label: leadName,
            ...described(`${format.short(sortAt, connection.now())} · `, excerpt),
            icon: <IconMessageSearch size={18} stroke={1.6} />,
            run: () =>
              void navigate({
                to: '/inbox/$conversationId',
                params: { conversationId },
                search: before => ({ ...before, message: id }),
              }),
          }))
        },
      },
    ],
    [t, format, navigate],
  )
  useCommandSearches(searches)
}

/** The line that was found, with its marks moved by what stands before it. */
function described(before: string, { text, marks }: FoundMessage['excerpt']): Pick<Command, 'description' | 'marks'> {
  const by = before.length
  return {
    description: before + text,
    marks: marks.map(({ start, end }) => ({ start: start + by, end: end + by })),
  }
}
