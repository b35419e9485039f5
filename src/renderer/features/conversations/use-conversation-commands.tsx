import { IconMessage } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/use-format.ts'
import { connection, rpc } from '../../rpc/api.ts'
import { type CommandSearch, useCommandSearches } from '../../ui/commands.ts'
import { wordPreview } from './kind-words.ts'

/** Finds chats by the person's name or number in the Ctrl+K palette. */
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
    ],
    [t, format, navigate],
  )
  useCommandSearches(searches)
}
