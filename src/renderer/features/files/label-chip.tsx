import { ActionIcon, Menu, UnstyledButton } from '@mantine/core'
import { IconDots, IconPencil, IconTagOff } from '@tabler/icons-react'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './lead-files.module.css'

interface LabelChipProps {
  readonly name: string
  readonly files: number
  readonly isChosen: boolean
  readonly onChoose: () => void
  /** Only where the label is the office's own. */
  readonly onRename?: () => void
  readonly onRemove?: () => void
}

/** One label over the files, with how many have it. */
export function LabelChip({ name, files, isChosen, onChoose, onRename, onRemove }: LabelChipProps) {
  const { t } = useTranslation('files')
  const format = useFormat()
  return (
    <li className={classes.label} data-is-chosen={isChosen}>
      <UnstyledButton className={classes.labelName} aria-pressed={isChosen} onClick={onChoose}>
        <span className={classes.labelText}>{name}</span>
        <span className={classes.count}>{format.number(files)}</span>
      </UnstyledButton>
      {onRename && onRemove && (
        <Menu position="bottom-start">
          <Menu.Target>
            <ActionIcon size={22} radius="xl" aria-label={t('labelMenu', { label: name })}>
              <IconDots size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={onRename}>
              {t('renameLabel')}
            </Menu.Item>
            <Menu.Item leftSection={<IconTagOff size={16} />} onClick={onRemove}>
              {t('removeLabel')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  )
}
