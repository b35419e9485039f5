import { Checkbox } from '@mantine/core'
import { memo } from 'react'
import type { LeadColumn } from '#shared/contract/lead-views.ts'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'
import { LeadCell, TagMarks } from './lead-cell.tsx'
import classes from './lead-table.module.css'

interface LeadRowProps {
  readonly lead: LeadSummary
  readonly columns: readonly LeadColumn[]
  readonly index: number
  readonly top: number
  readonly isOpen: boolean
  readonly isPicked: boolean
  readonly onPick: (id: LeadId, isRange: boolean) => void
  readonly isTabStop: boolean
  readonly onOpen: (lead: LeadSummary) => void
  readonly onFocus: (id: LeadId) => void
  readonly onKey: (event: React.KeyboardEvent) => void
}

export const LeadRow = memo(function LeadRow(props: LeadRowProps) {
  const { lead, columns, index, top, isOpen, isPicked, isTabStop, onPick, onOpen, onFocus, onKey } = props
  const { t } = useTranslation('leads')
  const now = useNow(60_000)

  function handleClick() {
    // Text that was just marked is meant to be copied, not to open anything.
    if (getSelection()?.isCollapsed !== false) onOpen(lead)
  }

  return (
    <div
      role="row"
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      tabIndex={isTabStop ? 0 : -1}
      data-lead-id={lead.id}
      data-is-picked={isPicked}
      onClick={handleClick}
      onFocus={() => onFocus(lead.id)}
      onKeyDown={onKey}
    >
      <span role="gridcell" className={classes.pick}>
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t('bulkActions:pickRow', { name: lead.name })}
          checked={isPicked}
          // Picking does not open.
          onClick={event => event.stopPropagation()}
          onChange={event => onPick(lead.id, (event.nativeEvent as MouseEvent).shiftKey)}
        />
      </span>
      <span role="gridcell" className={classes.name} title={lead.name}>
        <span className={classes.nameText}>{lead.name}</span>
        {!columns.includes('tags') && <TagMarks tagIds={lead.tagIds} />}
      </span>
      {columns.map(column => (
        <LeadCell key={column} column={column} lead={lead} now={now} />
      ))}
    </div>
  )
})
