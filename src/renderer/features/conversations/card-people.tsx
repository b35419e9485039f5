import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { use } from 'react'
import { type LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import type { MessageDetails } from '#shared/domain/message-details.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { MessageActs } from './message-acts.ts'
import classes from './message-attachment.module.css'

interface CardPeopleProps {
  readonly messageId: MessageId
  readonly people: (MessageDetails & { kind: 'contacts' })['people']
}

interface Card {
  readonly name: string
  readonly phone: string
  readonly leadId: LeadId | null
}

/** The people on a contact card: whoever the office knows has a chat, whoever it does not can become a lead. */
export function CardPeople({ messageId, people }: CardPeopleProps) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const navigate = useNavigate()
  const { channelAccountId } = use(MessageActs)
  const { data: known = [] } = useQuery(api.messages.knownPeople.queryOptions({ input: { id: messageId } }))
  const opening = useMutation({
    mutationFn: async ({ name, phone, leadId }: Card) => {
      const id = leadId ?? newId<LeadId>()
      const nothing = { email: null, countryCode: null, language: null, city: null }
      if (leadId === null)
        await rpc.leads.create({ id, name: name || phone, phoneNumber: phone, ...nothing, source: 'referral' })
      const [newest] = await rpc.conversations.ofLead({ leadId: id })
      if (newest) return newest.id
      if (channelAccountId === null) return null
      return (await rpc.conversations.openForLead({ leadId: id, channelAccountId })).id
    },
    onSuccess: conversationId => {
      if (conversationId !== null) void navigate({ to: '/inbox/$conversationId', params: { conversationId } })
    },
  })
  return people.map(({ name, phones }, index) => (
    <span key={index} className={classes.cardPerson}>
      <span className={classes.cardTitle}>{name}</span>
      {phones.map(phone => {
        const found = known.find(one => one.phone === phone)
        return (
          <span key={phone} className={classes.cardLine}>
            {phone.startsWith('+') ? format.phone(phone) : phone}
            {found && (
              <Button
                variant="default"
                size="compact-xs"
                ms={8}
                loading={opening.isPending && opening.variables.phone === phone}
                aria-label={`${t(found.leadId === null ? 'contact.makeLead' : 'contact.openChat')}: ${name || phone}`}
                onClick={() => opening.mutate({ name, phone, leadId: found.leadId })}
              >
                {t(found.leadId === null ? 'contact.makeLead' : 'contact.openChat')}
              </Button>
            )}
          </span>
        )
      })}
    </span>
  ))
}
