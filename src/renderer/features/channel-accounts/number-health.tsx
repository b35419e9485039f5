import { Group, Stack, Text } from '@mantine/core'
import type { ChannelAccount, NumberHealth as Health } from '#shared/contract/channel-accounts.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { AgeSelect } from './age-select.tsx'
import { HealthLines } from './health-lines.tsx'
import { severityOf, useNumberHealth } from './use-number-health.ts'

interface NumberHealthProps {
  readonly account: ChannelAccount
  readonly isAdmin: boolean
}

/** How a number stands with WhatsApp today, and the one thing its owner has to say for that. */
export function NumberHealth({ account, isAdmin }: NumberHealthProps) {
  const health = useNumberHealth(account.id)
  if (health === undefined || account.link.kind === 'unlinked') return null
  return (
    <Stack gap="sm">
      <Summary health={health} />
      {isAdmin && <AgeSelect account={account} age={health.age} />}
    </Stack>
  )
}

function Summary({ health }: { readonly health: Health }) {
  const { t } = useTranslation('channelAccounts')
  const format = useFormat()
  const percent = (rate: number | null) =>
    rate === null ? t('health.tooFew') : t('health.percent', { value: format.number(Math.round(rate * 100)) })
  const facts = [
    ['sentToday', format.number(health.sentToday)],
    ['newChatsToday', format.number(health.newChatsToday)],
    ['failedRate', percent(health.failedRate)],
    ['replyRate', percent(health.replyRate)],
    ['disconnectsToday', format.number(health.disconnectsToday)],
  ] as const
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <StatusDot severity={severityOf(health.light)} />
      <Stack gap={4} mt={-4} flex={1}>
        <Text size="sm" fw={500}>
          {t(`health.light.${health.light}`)}
        </Text>
        <HealthLines health={health} />
        <Text size="xs" c="dimmed" className="tabular">
          {facts.map(([name, value]) => t('health.fact', { name: t(`health.${name}`), value })).join(' · ')}
        </Text>
      </Stack>
    </Group>
  )
}
