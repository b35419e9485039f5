import type { Conversation } from '#shared/contract/conversations.ts'
import { firstNameOf, type QuickReplyValues } from '#shared/domain/quick-reply.ts'
import { useHandshake, useSignedInStaff } from '../../rpc/use-connection.ts'

/** What a quick reply is filled with in this chat. Nobody is addressed by a name that the program made up. */
export function useQuickReplyValues({ leadName, isNameTheirs }: Conversation): QuickReplyValues {
  const { officeName } = useHandshake()
  const { name: consultant } = useSignedInStaff()
  const name = isNameTheirs ? leadName : null
  return { name, first_name: name && firstNameOf(name), office: officeName, consultant }
}
