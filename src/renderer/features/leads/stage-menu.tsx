import { Menu, UnstyledButton } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { LeadId, StaffId, StageId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { AssignSubMenu } from './assign-sub-menu.tsx'
import classes from './marks.module.css'
import { StageDot, StageMark } from './stage-mark.tsx'
import { useLeadChanges } from './use-lead-changes.ts'
import { useStages } from './use-office-people.ts'

interface StageMenuProps {
  readonly leadId: LeadId
  readonly stageId: StageId
  /** Whose it is, where it can be given to somebody on the same way. */
  readonly ownerId?: StaffId | null
  readonly isOpen?: boolean
  readonly onToggle?: (isOpen: boolean) => void
}

/** The stage of a lead, and the menu that moves it. */
export function StageMenu({ leadId, stageId, ownerId, isOpen, onToggle }: StageMenuProps) {
  const { t } = useTranslation('leads')
  const { stages, stageOf } = useStages()
  const { moveToStage } = useLeadChanges(leadId)
  const stage = stageOf(stageId)
  return (
    <Menu
      position="bottom-start"
      // The focus begins on the present choice, from where arrows and letters go on.
      withInitialFocusPlaceholder={false}
      {...(isOpen === undefined ? {} : { opened: isOpen })}
      {...(onToggle === undefined ? {} : { onChange: onToggle })}
    >
      <Menu.Target>
        <UnstyledButton className={classes.chip} aria-label={t('moveStage', { stage: stage?.name ?? '' })}>
          <StageMark stage={stage} />
          <IconChevronDown size={14} className={classes.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {/* What opens beside the menu must not be cut off: the stages scroll by themselves. */}
        <div style={{ maxHeight: 320, overflowY: 'auto' }}>
          <Menu.RadioGroup value={stageId} onChange={value => moveToStage(value as StageId)}>
            {stages.map(one => (
              <Menu.RadioItem
                key={one.id}
                value={one.id}
                data-autofocus={one.id === stageId || undefined}
                closeMenuOnClick
                rightSection={<StageDot color={one.color} />}
              >
                {one.name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </div>
        {ownerId !== undefined && <AssignSubMenu leadId={leadId} ownerId={ownerId} />}
      </Menu.Dropdown>
    </Menu>
  )
}
