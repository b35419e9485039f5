import { UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { LeadSummary } from '#shared/contract/leads.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import classes from './lead-table.module.css'
import { OwnerMenu } from './owner-menu.tsx'
import { StageMark } from './stage-mark.tsx'
import { StageMenu } from './stage-menu.tsx'
import { useColleagues, useStages } from './use-office-people.ts'

interface CellMenuProps {
  /** What the keys of the list find it by. */
  readonly name: 'stage' | 'owner'
  readonly label: string
  readonly shown: ReactNode
  readonly children: (isOpen: boolean, onToggle: (isOpen: boolean) => void) => ReactNode
}

/** A cell that opens a menu. The menu exists only while it is open: a list has many rows. */
function CellMenu({ name, label, shown, children }: CellMenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  if (isOpen) {
    return (
      // What is pressed in the menu is not pressed on the row, though the menu hangs on it.
      <span
        role="presentation"
        className={classes.cell}
        onClick={event => event.stopPropagation()}
        onKeyDown={event => event.stopPropagation()}
      >
        {children(isOpen, setIsOpen)}
      </span>
    )
  }
  // Beside its words the cell is the row's, and opens the lead.
  return (
    <span className={classes.cell}>
      <UnstyledButton
        className={classes.cellButton}
        tabIndex={-1}
        data-cell={name}
        aria-haspopup="menu"
        aria-label={label}
        title={label}
        onClick={event => {
          event.stopPropagation()
          setIsOpen(true)
        }}
      >
        {shown}
      </UnstyledButton>
    </span>
  )
}

export function StageCell({ lead: { id, stageId, ownerId } }: { readonly lead: LeadSummary }) {
  const { t } = useTranslation('leads')
  const { stageOf } = useStages()
  const stage = stageOf(stageId)
  return (
    <CellMenu name="stage" label={t('moveStage', { stage: stage?.name ?? '' })} shown={<StageMark stage={stage} />}>
      {(isOpen, onToggle) => (
        <StageMenu leadId={id} stageId={stageId} ownerId={ownerId} isOpen={isOpen} onToggle={onToggle} />
      )}
    </CellMenu>
  )
}

export function OwnerCell({ lead: { id, ownerId } }: { readonly lead: LeadSummary }) {
  const { t } = useTranslation('leads')
  const { colleagueOf } = useColleagues()
  const owner = ownerId === null ? t('nobody') : (colleagueOf(ownerId)?.name ?? t('someone'))
  return (
    <CellMenu name="owner" label={t('assign', { owner })} shown={<span className={classes.cellWords}>{owner}</span>}>
      {(isOpen, onToggle) => <OwnerMenu leadId={id} ownerId={ownerId} isOpen={isOpen} onToggle={onToggle} />}
    </CellMenu>
  )
}
