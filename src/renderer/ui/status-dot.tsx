import classes from './status-dot.module.css'

export type Severity = 'good' | 'waiting' | 'broken' | 'off'

interface StatusDotProps {
  readonly severity: Severity
  readonly size?: number
}

/** A state as colour and shape. The words stand beside it, so that it says nothing to a screen reader. */
export function StatusDot({ severity, size = 10 }: StatusDotProps) {
  return (
    <span className={classes.dot} data-severity={severity} style={{ width: size, height: size }} aria-hidden="true" />
  )
}
