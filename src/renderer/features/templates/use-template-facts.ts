import { useQuery } from '@tanstack/react-query'
import type { Conversation } from '#shared/contract/conversations.ts'
import type { TemplateFacts } from '#shared/domain/template-values.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { api } from '../../rpc/api.ts'
import { useHandshake, useSignedInStaff } from '../../rpc/use-connection.ts'

/** What a template is filled with in this chat. Until the core has answered, what the chat itself tells. */
export function useTemplateFacts({ leadId, leadName, isNameTheirs }: Conversation): TemplateFacts {
  const { officeName } = useHandshake()
  const { name: consultant } = useSignedInStaff()
  const officeLanguage = useLocale()
  const { data } = useQuery(api.templates.facts.queryOptions({ input: { leadId } }))
  return (
    data ?? {
      // Nobody is addressed by a name that the program made up.
      name: isNameTheirs ? leadName : null,
      ...{ language: null, countryCode: null, timeZone: null, office: officeName, officeLanguage, consultant },
      ...{ appointment: null, eventOn: null, eventTime: null },
    }
  )
}
