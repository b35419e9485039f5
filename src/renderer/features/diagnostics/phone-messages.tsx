import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { wordKind } from '../conversations/kind-words.ts'
import { DiagnosticsTable } from './diagnostics-table.tsx'

/** What happened with every message of one number (row E41). */
export function PhoneMessages() {
  const { t } = useTranslation('diagnostics')
  const { t: tMessage } = useTranslation('conversations')
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const [phone, setPhone] = useState<string | null>(null)
  const messages = useInfiniteQuery(
    api.diagnostics.messagesByPhone.infiniteOptions({
      input: (cursor: string | null) => ({ phone: phone ?? '', cursor }),
      initialPageParam: null,
      getNextPageParam: last => last.nextCursor,
      enabled: phone !== null,
    }),
  )
  const moment = (at: number | null) => (at === null ? '–' : format.dateTime(at))
  return (
    <Stack gap="xs" align="flex-start">
      <form
        onSubmit={event => {
          event.preventDefault()
          if (typed.trim().length >= 3) setPhone(typed.trim())
        }}
      >
        <Group align="flex-end" gap="xs">
          <TextInput
            type="tel"
            label={t('phone')}
            value={typed}
            maxLength={40}
            onChange={event => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={messages.isFetching}>
            {t('listMessages')}
          </Button>
        </Group>
      </form>
      {messages.isError && <ProblemNotice error={messages.error} onRetry={() => void messages.refetch()} />}
      {messages.isSuccess && (
        <DiagnosticsTable
          rows={messages.data.pages.flatMap(page => page.items)}
          keyOf={message => message.id}
          empty={t('noMessagesOfPhone')}
          minWidth={760}
          columns={[
            { title: t('linkWhen'), cell: message => format.dateTime(message.at), isTabular: true },
            { title: t('direction'), cell: message => t(`directions.${message.direction}`) },
            { title: t('kind'), cell: message => wordKind(message.kind, tMessage) },
            {
              title: t('state'),
              cell: ({ status, problem }) =>
                problem === null ? t(`statuses.${status}`) : `${t(`statuses.${status}`)} · ${problem}`,
            },
            { title: t('sentAt'), cell: message => moment(message.sentAt), isTabular: true },
            { title: t('deliveredAt'), cell: message => moment(message.deliveredAt), isTabular: true },
            { title: t('readAt'), cell: message => moment(message.readAt), isTabular: true },
          ]}
        />
      )}
      {messages.hasNextPage && (
        <Button variant="default" loading={messages.isFetchingNextPage} onClick={() => void messages.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </Stack>
  )
}
