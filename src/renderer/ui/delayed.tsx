import { useTimeout } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'

interface DelayedProps {
  readonly byMs?: number
  readonly children: ReactNode
}

/** Shows its content only when the wait is worth mentioning: no spinner under 200 ms. */
export function Delayed({ byMs = 200, children }: DelayedProps) {
  const [isShown, setIsShown] = useState(false)
  useTimeout(() => setIsShown(true), byMs, { autoInvoke: true })
  return isShown ? children : null
}
