import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { type CommandSearch, useCommandSearches } from '../../ui/commands.ts'
import { PersonAvatar } from './person-avatar.tsx'

/** Finds people by name, number or e-mail in the Ctrl+K palette. */
export function useLeadCommands(): void {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const navigate = useNavigate()
  const searches = useMemo(
    (): readonly CommandSearch[] => [
      {
        id: 'leads',
        label: t('paletteGroup'),
        fewestCharacters: 2,
        async search(question, signal) {
          const { items } = await rpc.leads.list({ filter: { search: question }, limit: 6 }, { signal })
          return items.map(lead => ({
            id: lead.id,
            label: lead.name,
            description:
              lead.phoneNumber === null
                ? t(lead.isNumberHidden ? 'numberHidden' : 'noNumber')
                : format.phone(lead.phoneNumber),
            icon: <PersonAvatar name={lead.name} size={24} />,
            run: () => void navigate({ to: '/leads/$leadId', params: { leadId: lead.id } }),
          }))
        },
      },
    ],
    [t, format, navigate],
  )
  useCommandSearches(searches)
}
