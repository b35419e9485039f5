import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { wordOutboxProblem } from '../outbox/problem-words.ts'
import { senderName } from './sender-words.ts'
import { severityOf, useSenderCards } from './use-sender-cards.ts'

/** The mail and SMS services behind the rail's light: how each stands, and what to do. */
export function SenderLightLines({ onLeave }: { onLeave(): void }) {
  const { t } = useTranslation('senders')
  const { t: tOutbox } = useTranslation('outbox')
  return useSenderCards().map(card => {
    const name = senderName(t, card.kind)
    const words = card.problem === null ? null : wordOutboxProblem(tOutbox, card.problem)
    return (
      <Group key={card.kind} gap="sm" wrap="nowrap" align="flex-start">
        <StatusDot severity={severityOf(card)} />
        <Stack gap={4} flex={1} miw={0} mt={-4}>
          <Text size="sm" fw={500} truncate>
            {words === null ? t('light', { name }) : name}
          </Text>
          {words !== null && (
            <>
              <Text size="xs" c="dimmed">
                {words.title}. {words.mend}
              </Text>
              <Group>
                <Button
                  size="compact-xs"
                  variant="light"
                  renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'senders' }} />}
                  onClick={onLeave}
                >
                  {t('lightAction')}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </Group>
    )
  })
}
