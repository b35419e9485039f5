import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { linkSeverity } from '#shared/domain/link-state.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { useNow } from '../../ui/use-now.ts'
import { HealthLines } from './health-lines.tsx'
import { useLinkWords } from './use-link-words.ts'
import { useLinking } from './use-linking.ts'
import { useNumberHealth } from './use-number-health.ts'

const MINUTE = 60_000

interface ConnectionLightLineProps {
  readonly account: ChannelAccount
  onLeave(): void
}

export function ConnectionLightLine({ account, onLeave }: ConnectionLightLineProps) {
  const isAdmin = useSignedInStaff().role === 'admin'
  const words = useLinkWords()(account.link, useNow(MINUTE))
  const linking = useLinking(account)
  const health = useNumberHealth(account.id)
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <StatusDot severity={linkSeverity(account.link)} />
      <Stack gap={4} flex={1} miw={0} mt={-4}>
        <Text size="sm" fw={500} truncate>
          {account.name}
        </Text>
        <Text size="xs" c="dimmed">
          {words.title}. {words.hint}
        </Text>
        {health !== undefined && account.link.kind !== 'unlinked' && <HealthLines health={health} />}
        {words.remedy === 'reconnect' && (
          <Group>
            <Button size="compact-xs" variant="light" loading={linking.isReconnecting} onClick={linking.reconnect}>
              {words.action}
            </Button>
          </Group>
        )}
        {words.remedy === 'link' && isAdmin && (
          <Group>
            <Button
              size="compact-xs"
              variant="light"
              renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'numbers' }} />}
              onClick={onLeave}
            >
              {words.action}
            </Button>
          </Group>
        )}
      </Stack>
    </Group>
  )
}
