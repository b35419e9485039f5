import { Checkbox, Tooltip } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { memo } from 'react'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CountryFlag } from '../../ui/country-flag.tsx'
import { useNow } from '../../ui/use-now.ts'
import { TagDot } from '../tags/tag-chip.tsx'
import { useTags } from '../tags/use-tags.ts'
import classes from './lead-table.module.css'
import { PhoneText } from './phone-text.tsx'
import { OwnerCell, StageCell } from './row-menus.tsx'

interface LeadRowProps {
  readonly lead: LeadSummary
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
  const { lead, index, top, isOpen, isPicked, isTabStop, onPick, onOpen, onFocus, onKey } = props
  const { t } = useTranslation('leads')
  const format = useFormat()
  const now = useNow(60_000)
  const { tagOf } = useTags()

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
      <span role="gridcell">
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
        {lead.name}
        {lead.tagIds.map(id => {
          const tag = tagOf(id)
          return (
            tag && (
              <span key={id} className={classes.tag}>
                <TagDot color={tag.color} /> {tag.name}
              </span>
            )
          )
        })}
      </span>
      <span role="gridcell">
        <PhoneText phoneNumber={lead.phoneNumber} isNumberHidden={lead.isNumberHidden} />
      </span>
      <span role="gridcell">
        <StageCell lead={lead} />
      </span>
      <span role="gridcell" className={lead.ownerId === null ? `${classes.owner} ${classes.quiet}` : classes.owner}>
        <OwnerCell lead={lead} />
      </span>
      <span role="gridcell" className={classes.source} title={lead.sourceDetail ?? undefined}>
        {t(`sources.${lead.source}`)}
      </span>
      <span role="gridcell" className={classes.country}>
        {lead.countryCode !== null && (
          <Tooltip label={format.country(lead.countryCode)}>
            <span role="img" aria-label={format.country(lead.countryCode)} className={classes.flag}>
              <CountryFlag alpha2={lead.countryCode} />
            </span>
          </Tooltip>
        )}
      </span>
      <span role="gridcell" className={lead.lastContactedAt === null ? classes.quiet : 'tabular'}>
        {lead.lastContactedAt === null ? t('never') : format.short(lead.lastContactedAt, now)}
      </span>
      <NextActionCell lead={lead} now={now} />
      <span role="gridcell" className={`${classes.created} tabular`} title={format.dateTime(lead.createdAt)}>
        {format.short(lead.createdAt, now)}
      </span>
    </div>
  )
})

/** Overdue is said in words as well: the colour alone carries no meaning. */
function NextActionCell({ lead, now }: { readonly lead: LeadSummary; readonly now: number }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const { nextActionAt: at, nextActionText: text } = lead
  if (at === null) {
    return (
      <span role="gridcell" className={`${classes.next} ${classes.quiet}`}>
        —
      </span>
    )
  }
  const isOverdue = at < now
  return (
    <span
      role="gridcell"
      className={`${classes.next} tabular`}
      data-is-overdue={isOverdue}
      title={[isOverdue ? t('overdue') : '', format.dateTime(at), text ?? ''].filter(Boolean).join(' · ')}
    >
      {isOverdue && (
        <IconAlertCircle size={14} stroke={1.8} aria-label={t('overdue')} className={classes.overdueIcon} />
      )}
      {format.short(at, now)}
    </span>
  )
}
