import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowsExchange2 } from '@tabler/icons-react'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { StageId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { AssignSubMenu } from '../leads/assign-sub-menu.tsx'
import { StageDot } from '../leads/stage-mark.tsx'
import { useStages } from '../leads/use-office-people.ts'
import classes from './lead-board.module.css'

interface MoveMenuProps {
  readonly lead: LeadSummary
  readonly isOpen: boolean
  readonly onToggle: (isOpen: boolean) => void
  readonly onMove: (stageId: StageId) => void
}

/** The button on a card that moves it without dragging. Its menu exists only while it is open: a board has many cards. */
export function MoveMenu({ lead, isOpen, onToggle, onMove }: MoveMenuProps) {
  const { t } = useTranslation('leadBoard')
  const { stages } = useStages()
  const button = (
    <ActionIcon
      className={classes.move}
      size={24}
      tabIndex={-1}
      data-is-open={isOpen || undefined}
      aria-haspopup="menu"
      aria-label={t('moveTo', { name: lead.name })}
      title={t('moveMenu')}
      onClick={() => onToggle(!isOpen)}
    >
      <IconArrowsExchange2 size={16} stroke={1.6} />
    </ActionIcon>
  )
  if (!isOpen) return button
  return (
    <Menu opened position="bottom-end" withInitialFocusPlaceholder={false} returnFocus={false} onChange={onToggle}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('moveMenu')}</Menu.Label>
        {/* What opens beside the menu must not be cut off: the stages scroll by themselves. */}
        <div style={{ maxHeight: 320, overflowY: 'auto' }}>
          <Menu.RadioGroup value={lead.stageId} onChange={value => onMove(value as StageId)}>
            {stages.map(stage => (
              <Menu.RadioItem
                key={stage.id}
                value={stage.id}
                data-autofocus={stage.id === lead.stageId || undefined}
                closeMenuOnClick
                rightSection={<StageDot color={stage.color} />}
              >
                {stage.name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </div>
        <AssignSubMenu leadId={lead.id} ownerId={lead.ownerId} />
      </Menu.Dropdown>
    </Menu>
  )
}
