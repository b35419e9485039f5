import { Button, Group, Modal, Stack, Text, UnstyledButton } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Conversation, SharedPerson } from '#shared/contract/conversations.ts'
import { foldText } from '#shared/domain/fold-text.ts'
import { type MessageId, newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { PersonAvatar } from '../leads/person-avatar.tsx'
import { PhoneText } from '../leads/phone-text.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import classes from './picker.module.css'
import { stepThroughChoices } from './step-through-choices.ts'

interface SendContactProps {
  readonly isOpen: boolean
  readonly conversation: Pick<Conversation, 'id' | 'leadId' | 'leadName'>
  readonly onClose: () => void
}

/** Whose card the customer is sent: a colleague's, or that of another lead. */
export function SendContact({ isOpen, conversation, onClose }: SendContactProps) {
  const { t } = useTranslation('conversations')
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('contact.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <ChoosePerson conversation={conversation} onClose={onClose} />
    </Modal>
  )
}

interface Choice {
  readonly person: SharedPerson
  readonly name: string
}

function ChoosePerson({ conversation, onClose }: Omit<SendContactProps, 'isOpen'>) {
  const { t } = useTranslation('conversations')
  const { t: frame } = useTranslation('frame')
  const { active } = useColleagues()
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<Choice | null>(null)
  const [id] = useState(() => newId<MessageId>())
  const list = useRef<HTMLDivElement>(null)
  const { data, error, refetch } = useQuery(
    api.leads.list.queryOptions({
      input: { filter: { search }, sort: 'last_contact', limit: 20 },
      placeholderData: keepPreviousData,
    }),
  )
  const sending = useMutation({
    mutationFn: ({ person }: Choice) => rpc.messages.sendContact({ id, conversationId: conversation.id, person }),
    meta: { isProblemShown: true },
    onSuccess: onClose,
  })
  const leads = (data?.items ?? []).filter(lead => lead.id !== conversation.leadId)
  const colleagues = active.filter(({ name }) => foldText(name).includes(foldText(search)))
  const isChosen = ({ person }: Choice) => JSON.stringify(person) === JSON.stringify(chosen?.person)

  function choice(one: Choice, more: React.ReactNode, cannot = false) {
    return (
      <UnstyledButton
        key={one.person.kind === 'lead' ? one.person.leadId : one.person.staffId}
        data-choice
        data-is-chosen={isChosen(one)}
        data-cannot={cannot}
        aria-pressed={isChosen(one)}
        aria-disabled={cannot}
        className={classes.choice}
        onClick={() => {
          sending.reset()
          if (!cannot) setChosen(one)
        }}
      >
        <span className={classes.person}>
          <PersonAvatar name={one.name} size={28} />
          <span className={classes.name}>{one.name}</span>
          <span className={classes.more}>{more}</span>
        </span>
      </UnstyledButton>
    )
  }

  return (
    <Stack gap="sm" onKeyDown={event => stepThroughChoices(event, list.current)}>
      <SearchField
        name="contact"
        label={t('searchList')}
        clearLabel={t('clearSearch')}
        value={search}
        isFirst
        onChange={setSearch}
      />
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <div ref={list} className={classes.list}>
        {colleagues.length > 0 && <h3 className={classes.groupTitle}>{t('contact.office')}</h3>}
        {colleagues.map(({ id: staffId, name, role }) =>
          choice({ person: { kind: 'staff', staffId }, name }, frame(`role.${role}`)),
        )}
        {leads.length > 0 && <h3 className={classes.groupTitle}>{t('contact.leads')}</h3>}
        {leads.map(({ id: leadId, name, phoneNumber, isNumberHidden }) =>
          choice(
            { person: { kind: 'lead', leadId }, name },
            <PhoneText phoneNumber={phoneNumber} isNumberHidden={isNumberHidden} />,
            phoneNumber === null,
          ),
        )}
        {data !== undefined && leads.length === 0 && colleagues.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('forward.nobody')}
          </Text>
        )}
      </div>
      {chosen !== null && (
        <Text size="sm">{t('contact.sure', { name: chosen.name, customer: conversation.leadName })}</Text>
      )}
      {sending.error && <ProblemNotice error={sending.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('change.cancel')}
        </Button>
        <Button disabled={chosen === null} loading={sending.isPending} onClick={() => chosen && sending.mutate(chosen)}>
          {t('send')}
        </Button>
      </Group>
    </Stack>
  )
}
