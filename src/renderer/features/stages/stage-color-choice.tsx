import { ActionIcon, ColorSwatch, Popover, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck } from '@tabler/icons-react'
import type { Stage } from '#shared/contract/stages.ts'
import { StageColor } from '#shared/contract/stages.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './stages-section.module.css'

interface StageColorChoiceProps {
  readonly name: string
  readonly color: Stage['color']
  onChange(color: Stage['color']): void
}

export function StageColorChoice({ name, color, onChange }: StageColorChoiceProps) {
  const { t } = useTranslation('stages')
  const [isOpen, { toggle, close }] = useDisclosure(false)
  return (
    <Popover opened={isOpen} onChange={close} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label={t('colorOf', { name, color: t(`color.${color}`) })} onClick={toggle}>
          <ColorSwatch size={16} color={swatch(color)} withShadow={false} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.swatches}>
          {StageColor.options.map(option => (
            <UnstyledButton
              key={option}
              aria-label={t(`color.${option}`)}
              aria-pressed={option === color}
              onClick={() => {
                onChange(option)
                close()
              }}
            >
              <ColorSwatch component="span" size={28} color={swatch(option)} withShadow={false} c="white">
                {option === color && <IconCheck size={16} />}
              </ColorSwatch>
            </UnstyledButton>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function swatch(color: Stage['color']): string {
  return `var(--mantine-color-${color}-7)`
}
