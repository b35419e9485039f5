import { Text } from '@mantine/core'
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './banner.module.css'

interface BannerProps {
  readonly tone: 'waiting' | 'broken'
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A thin line above the page, only for what needs action now. */
export function Banner({ tone, action, children }: BannerProps) {
  const Icon = tone === 'broken' ? IconAlertTriangle : IconPlugConnectedX
  return (
    <div className={classes.banner} data-tone={tone} role="status">
      <Icon size={16} className={classes.icon} aria-hidden="true" />
      <Text size="sm" flex={1}>
        {children}
      </Text>
      {action}
    </div>
  )
}
