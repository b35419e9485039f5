import { Alert, Group, List, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type Outcome = 'passed' | 'warning' | 'failed'

const looks = {
  passed: { color: 'teal', icon: IconCheck },
  warning: { color: 'yellow', icon: IconAlertTriangle },
  failed: { color: 'red', icon: IconX },
} as const

interface CheckListProps {
  /** The worst that matters: what was asked works, works in part, or does not. */
  readonly outcome: Outcome
  readonly title: string
  readonly checkedAt: string
  /** Names the list to a screen reader. */
  readonly label: string
  /** `List.Item`s, each around a `CheckLine`. */
  readonly children: ReactNode
}

/** What a connection answered to each question, with the verdict above. */
export function CheckList({ outcome, title, checkedAt, label, children }: CheckListProps) {
  return (
    <Stack gap="sm">
      <Alert variant="light" color={looks[outcome].color} role="status" p="sm" title={title}>
        <Text size="xs" c="dimmed">
          {checkedAt}
        </Text>
      </Alert>
      <List listStyleType="none" spacing={10} aria-label={label}>
        {children}
      </List>
    </Stack>
  )
}

interface CheckLineProps {
  readonly outcome: Outcome
  /** The outcome as a word: colour alone says nothing to everybody. */
  readonly outcomeWord: string
  readonly text: ReactNode
  /** The next step, where there is one. */
  readonly children?: ReactNode
}

export function CheckLine({ outcome, outcomeWord, text, children }: CheckLineProps) {
  const { color, icon: Icon } = looks[outcome]
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon size={20} radius="xl" variant="light" color={color}>
        <Icon size={13} aria-hidden="true" />
      </ThemeIcon>
      <Stack gap={2} flex={1} miw={0}>
        <Text size="sm">
          <VisuallyHidden>{outcomeWord}: </VisuallyHidden>
          {text}
        </Text>
        {children}
      </Stack>
    </Group>
  )
}
