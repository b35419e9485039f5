import { Button, Group } from '@mantine/core'
import { IconMoon } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './composer.module.css'
import type { NightQuestion } from './use-night-question.ts'

interface NightStripProps {
  readonly question: NightQuestion
  readonly onSend: () => void
  readonly onCancel: () => void
}

/** It is night where the message goes. The field keeps the focus: Enter once more sends. */
export function NightStrip({ question, onSend, onCancel }: NightStripProps) {
  const { t } = useTranslation('conversations')
  if (question.hour === null) return null
  return (
    <div className={classes.night} role="alert">
      <IconMoon size={16} stroke={1.6} aria-hidden />
      <span className={classes.nightText}>{t('night.question', { time: question.hour })}</span>
      <Group gap={6} wrap="nowrap">
        <Button size="compact-xs" onClick={onSend}>
          {t('night.send')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onCancel}>
          {t('night.cancel')}
        </Button>
      </Group>
    </div>
  )
}
