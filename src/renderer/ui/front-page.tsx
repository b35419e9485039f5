import { Center, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { BrandMark } from './brand-mark.tsx'
import classes from './front-page.module.css'

interface FrontPageProps {
  readonly title: string
  readonly subtitle?: ReactNode
  readonly width?: number
  /** Above the title: which step this is. */
  readonly lead?: ReactNode
  /** At the foot, outside the card: language, another way in. */
  readonly foot?: ReactNode
  readonly children?: ReactNode
}

/** The pages outside the frame: first run, sign-in, lock, reload. */
export function FrontPage({ title, subtitle, width = 400, lead, foot, children }: FrontPageProps) {
  return (
    <Center component="main" className={classes.ground}>
      <Stack gap="lg" w="100%" maw={width}>
        <Group gap="sm" justify="center">
          <BrandMark size={28} />
          <Text fw={600} fz="lg">
            Santral
          </Text>
        </Group>
        <Paper className={classes.card} p="xl">
          <Stack gap="lg">
            {lead}
            <Stack gap={4}>
              <Title order={1}>{title}</Title>
              {subtitle && (
                <Text size="sm" c="dimmed">
                  {subtitle}
                </Text>
              )}
            </Stack>
            {children}
          </Stack>
        </Paper>
        {foot}
      </Stack>
    </Center>
  )
}
