import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface SectionHeaderProps {
  readonly title: string
  readonly hint?: string
  readonly action?: ReactNode
}

export function SectionHeader({ title, hint, action }: SectionHeaderProps) {
  return (
    <Group justify="space-between" align="flex-start" gap="md">
      <Stack gap={2} flex="1 1 280px">
        <Title order={2}>{title}</Title>
        {hint && (
          <Text size="sm" c="dimmed" maw={640}>
            {hint}
          </Text>
        )}
      </Stack>
      {action}
    </Group>
  )
}
