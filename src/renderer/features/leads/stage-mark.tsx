import type { Stage } from '#shared/contract/stages.ts'
import classes from './marks.module.css'

interface StageMarkProps {
  readonly stage: Stage | undefined
}

/** A stage as its colour and its name; the colour alone never carries the meaning. */
export function StageMark({ stage }: StageMarkProps) {
  return (
    <span className={classes.mark}>
      <StageDot color={stage?.color} />
      <span className={classes.label}>{stage?.name ?? '…'}</span>
    </span>
  )
}

export function StageDot({ color = 'gray' }: { readonly color?: string | undefined }) {
  return <span className={classes.dot} style={{ background: `var(--mantine-color-${color}-5)` }} aria-hidden />
}
