import { Alert, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { SenderCard as Card } from '#shared/contract/senders.ts'
import type { SenderKind } from '#shared/domain/outbox.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { SenderCard } from './sender-card.tsx'

const groups = [
  { id: 'email', kinds: ['smtp', 'ses'] },
  { id: 'sms', kinds: ['netgsm', 'twilio'] },
] as const satisfies readonly { id: string; kinds: readonly SenderKind[] }[]

/** Settings → E-mail and SMS: who carries what leaves the office, each with a set-up that tests itself (row E42). */
export function SendersSection() {
  const { t } = useTranslation('senders')
  const isAdmin = useSignedInStaff().role === 'admin'
  const senders = useQuery(api.senders.list.queryOptions())
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  return (
    <Stack gap="lg">
      <SectionHeader title={t('title')} hint={t('hint')} />
      {!isAdmin && (
        <Alert variant="light" color="gray" icon={<IconLock size={16} />} p="sm">
          {t('onlyAdmins')}
        </Alert>
      )}
      {senders.error && <ProblemNotice error={senders.error} onRetry={() => void senders.refetch()} />}
      {senders.isPending && <Skeleton height={320} />}
      {senders.data &&
        groups.map(({ id, kinds }) => (
          <Group key={id} id={id} kinds={kinds} cards={senders.data} currency={settings?.currency} isAdmin={isAdmin} />
        ))}
    </Stack>
  )
}

interface GroupProps {
  readonly id: (typeof groups)[number]['id']
  readonly kinds: readonly SenderKind[]
  readonly cards: readonly Card[]
  readonly currency: string | undefined
  readonly isAdmin: boolean
}

function Group({ id, kinds, cards, currency = 'TRY', isAdmin }: GroupProps) {
  const { t } = useTranslation('senders')
  return (
    <Stack gap="sm">
      <Stack gap={2}>
        <Title order={3}>{t(`group.${id}`)}</Title>
        <Text size="sm" c="dimmed" maw={640}>
          {t(`group.${id}Hint`)}
        </Text>
      </Stack>
      {kinds.map(kind => (
        <SenderCard
          key={kind}
          kind={kind}
          card={cards.find(card => card.kind === kind)}
          currency={currency}
          isAdmin={isAdmin}
        />
      ))}
    </Stack>
  )
}
