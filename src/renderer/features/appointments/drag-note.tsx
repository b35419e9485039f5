import { Paper, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useFormat } from '../../i18n/use-format.ts'
import classes from './calendar.module.css'
import { useClashWords } from './use-clash-words.ts'
import type { DraggedTo } from './use-dragged-to.ts'
import { useMoveClashes } from './use-move-clashes.ts'

/** While something is dragged: when it would begin under the pointer, and what stands in the way there. */
export function DragNote({ to }: { readonly to: DraggedTo }) {
  const format = useFormat()
  const words = useClashWords()
  const { clashes } = useMoveClashes(to)
  return (
    <Paper className={classes.bar} withBorder shadow="md" data-clashes={clashes.length > 0 || undefined}>
      <div role="status" className={classes.barText}>
        <Text size="sm" fw={600} className="tabular">
          {format.shortMoment(to.startsAt)} – {format.time(to.endsAt)}
        </Text>
        {clashes.length > 0 && (
          <Text size="sm" className={classes.barClash}>
            <IconAlertTriangle size={14} aria-hidden /> {words(clashes[0])}
          </Text>
        )}
      </div>
    </Paper>
  )
}
