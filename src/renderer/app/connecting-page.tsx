import { Center, Loader, Stack, Text } from '@mantine/core'
import { useTranslation } from '../i18n/use-translation.ts'
import { Delayed } from '../ui/delayed.tsx'

const LONG_WAIT_MS = 6_000

/** Before the first handshake. Usually too short to be seen. */
export function ConnectingPage() {
  const { t } = useTranslation('frame')
  return (
    <Center component="main" h="100%">
      <Delayed>
        <Stack align="center" gap="md" role="status">
          <Loader size="sm" />
          <Text size="sm" c="dimmed">
            {t('connecting')}
          </Text>
          <Delayed byMs={LONG_WAIT_MS}>
            <Text size="sm" maw={360} ta="center">
              {t('connectingLong')}
            </Text>
          </Delayed>
        </Stack>
      </Delayed>
    </Center>
  )
}
