import { Button, Group } from '@mantine/core'
import { IconArrowForwardUp } from '@tabler/icons-react'
import { MOST_FORWARDED_AT_ONCE } from '#shared/domain/forwarding.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './edit-message.module.css'

interface SelectionBarProps {
  readonly count: number
  readonly onForward: () => void
  readonly onClose: () => void
}

/** Above the composer while messages are being chosen. */
export function SelectionBar({ count, onForward, onClose }: SelectionBarProps) {
  const { t } = useTranslation('conversations')
  const isTooMany = count > MOST_FORWARDED_AT_ONCE
  return (
    <section className={classes.panel} aria-label={t('forward.selecting')}>
      <Group justify="space-between" gap="sm">
        <span role="status">
          {isTooMany ? t('forward.tooMany', { count: MOST_FORWARDED_AT_ONCE }) : t('forward.selected', { count })}
        </span>
        <Group gap="sm">
          <Button variant="default" size="xs" onClick={onClose}>
            {t('change.cancel')}
          </Button>
          <Button
            size="xs"
            leftSection={<IconArrowForwardUp size={16} />}
            disabled={count === 0 || isTooMany}
            onClick={onForward}
          >
            {t('forward.act')}
          </Button>
        </Group>
      </Group>
    </section>
  )
}
