import { ActionIcon, Button, Tooltip } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'

interface RoomyButtonProps {
  readonly label: string
  /** What the icon alone shows beside itself; its words are the label's. */
  readonly short?: string
  readonly icon: ReactNode
  readonly renderRoot: (props: object) => ReactElement
}

/** A button of a page's head that leads elsewhere. Where there is no room for its words it is an icon, and tells them when asked. */
export function RoomyButton({ label, short, icon, renderRoot }: RoomyButtonProps) {
  return (
    <>
      <Button variant="default" leftSection={icon} visibleFrom="lg" renderRoot={renderRoot}>
        {label}
      </Button>
      <Tooltip label={label}>
        {short === undefined ? (
          <ActionIcon variant="default" size={36} hiddenFrom="lg" aria-label={label} renderRoot={renderRoot}>
            {icon}
          </ActionIcon>
        ) : (
          <Button
            variant="default"
            px={10}
            leftSection={icon}
            hiddenFrom="lg"
            aria-label={label}
            renderRoot={renderRoot}
          >
            {short}
          </Button>
        )}
      </Tooltip>
    </>
  )
}
