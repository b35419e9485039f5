import { Text } from '@mantine/core'
import { type Icon as AnyIcon, IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './banner.module.css'

interface BannerProps {
  readonly tone: 'waiting' | 'broken'
  /** Where neither a broken thing nor a lost connection is meant. */
  readonly icon?: AnyIcon
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A thin line above the page, only for what needs action now. */
export function Banner({ tone, icon, action, children }: BannerProps) {
  const Icon = icon ?? (tone === 'broken' ? IconAlertTriangle : IconPlugConnectedX)
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
