import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useMetaHealth } from './use-meta-health.ts'
import { useMetaWords } from './use-meta-words.ts'

const HOUR = 3_600_000

/** The connections to Meta behind the rail's light: how each stands, and what to do. */
export function MetaLightLines({ onLeave }: { onLeave(): void }) {
  const { t } = useTranslation('meta')
  const isAdmin = useSignedInStaff().role === 'admin'
  const now = useNow(HOUR)
  const words = useMetaWords()
  return useMetaHealth().map(health => {
    const { title, mend } = words(health, now)
    return (
      <Group key={health.id} gap="sm" wrap="nowrap" align="flex-start">
        <StatusDot severity={health.severity} />
        <Stack gap={4} flex={1} miw={0} mt={-4}>
          <Text size="sm" fw={500} truncate>
            Meta · {health.brandName}
          </Text>
          <Text size="xs" c="dimmed">
            {title}. {mend}
          </Text>
          {isAdmin && health.severity !== 'good' && (
            <Group>
              <Button
                size="compact-xs"
                variant="light"
                renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'meta' }} />}
                onClick={onLeave}
              >
                {t('bannerAction')}
              </Button>
            </Group>
          )}
        </Stack>
      </Group>
    )
  })
}
