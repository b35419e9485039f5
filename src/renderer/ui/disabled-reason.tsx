import { Tooltip } from '@mantine/core'
import { cloneElement, type ReactElement, useId } from 'react'

interface DisabledReasonProps {
  /** Null while the control works. */
  readonly reason: string | null
  readonly children: ReactElement<{ disabled?: boolean; 'aria-describedby'?: string }>
}

/** A control that cannot be used says why: on hover, on focus and to a screen reader. */
export function DisabledReason({ reason, children }: DisabledReasonProps) {
  const id = useId()
  if (reason === null) return children
  return (
    <Tooltip label={reason} multiline maw={280}>
      <span tabIndex={0} role="note" aria-label={reason} id={id}>
        {cloneElement(children, { disabled: true, 'aria-describedby': id })}
      </span>
    </Tooltip>
  )
}
