import { Button, Group, Paper, Text } from '@mantine/core'
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './calendar.module.css'
import { useClashWords } from './use-clash-words.ts'
import type { ProposedMove } from './use-key-moves.ts'
import { useMoveClashes } from './use-move-clashes.ts'

interface MoveBarProps {
  readonly move: ProposedMove
  readonly onConfirm: () => void
  /** Where something is in the way: the form, which says what and asks for the reason. */
  readonly onMeets: () => void
  readonly onCancel: () => void
}

/** Where an appointment would be moved by keys, what stands in the way there, and the yes that moves it. */
export function MoveBar({ move, onConfirm, onMeets, onCancel }: MoveBarProps) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const { clashes } = useMoveClashes(move)
  const words = useClashWords()
  const isTaken = clashes.length > 0
  return (
    <Paper
      className={classes.bar}
      withBorder
      shadow="md"
      role="group"
      aria-label={t('moveLabel')}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onCancel()
      }}
    >
      <div role="status" className={classes.barText}>
        <Group gap={6} wrap="wrap">
          <Text size="sm" c="dimmed" className="tabular">
            {format.shortMoment(move.appointment.startsAt)}
          </Text>
          <IconArrowRight size={14} aria-hidden />
          <Text size="sm" fw={600} className="tabular">
            {format.shortMoment(move.startsAt)} – {format.time(move.endsAt)}
          </Text>
        </Group>
        {isTaken && (
          <Text size="sm" className={classes.barClash}>
            <IconAlertTriangle size={14} aria-hidden /> {words(clashes[0])}
          </Text>
        )}
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button size="compact-sm" autoFocus onClick={isTaken ? onMeets : onConfirm}>
          {t(isTaken ? 'moveLook' : 'moveConfirm')}
        </Button>
      </Group>
    </Paper>
  )
}
