import { Button, Group, List, Loader, Stack, Text, Timeline } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { SenderCard } from '#shared/contract/senders.ts'
import type { SenderKind } from '#shared/domain/outbox.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { SenderRefusal } from '../outbox/problem-text.tsx'
import { FetchTemplates } from './fetch-templates.tsx'
import { SendTest } from './send-test.tsx'
import { SenderChecks } from './sender-checks.tsx'

/** What has to be done at the provider first, step by step. */
export function Preparation({ kind }: { readonly kind: SenderKind }) {
  const { t } = useTranslation('senders')
  return (
    <List type="ordered" size="sm" spacing={4}>
      {(['one', 'two', 'three'] as const).map(step => (
        <List.Item key={step}>{t(`prepare.${kind}.${step}`)}</List.Item>
      ))}
    </List>
  )
}

/** The set-up of a service from its preparation to a message that arrives, asking the provider by itself (row E42). */
export function SenderChecklist({ card }: { readonly card: SenderCard }) {
  const { t } = useTranslation('senders')
  const queries = useQueryClient()
  const isAdmin = useSignedInStaff().role === 'admin'
  const check = useMutation(
    api.senders.check.mutationOptions({
      meta: { isProblemShown: true },
      onSettled: () => queries.invalidateQueries({ queryKey: api.senders.key() }),
    }),
  )
  const { kind } = card
  const { mutate } = check
  useEffect(() => mutate({ kind }), [mutate, kind])
  const isWorking = check.data?.checks.every(({ outcome }) => outcome !== 'failed') ?? false
  const reached = !isWorking ? 1 : card.lastSentAt === null ? 2 : 3
  return (
    <Timeline active={reached - 1} bulletSize={18} lineWidth={2}>
      <Timeline.Item title={t('steps.prepare')}>
        <Preparation kind={kind} />
      </Timeline.Item>
      <Timeline.Item title={t('steps.check')}>
        <Stack gap="sm" mt={4}>
          {check.isPending && (
            <Group gap="sm">
              <Loader size="sm" />
              <Text size="sm">{t('checking')}</Text>
            </Group>
          )}
          <SenderRefusal error={check.error} />
          {check.data && <SenderChecks {...check.data} />}
          {isAdmin && card.settings.kind === 'twilio' && card.settings.whatsappFrom !== null && <FetchTemplates />}
          <Group>
            <Button variant="default" size="xs" disabled={check.isPending} onClick={() => mutate({ kind })}>
              {t(check.data ? 'checkAgain' : 'checkNow')}
            </Button>
          </Group>
        </Stack>
      </Timeline.Item>
      {isAdmin && (
        <Timeline.Item title={t('steps.test')}>
          <SendTest card={card} />
        </Timeline.Item>
      )}
    </Timeline>
  )
}
