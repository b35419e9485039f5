import { draggable } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import { IconAlertCircle, IconCalendarDue, IconUserCircle } from '@tabler/icons-react'
import { memo, useEffect, useRef, useState } from 'react'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId, StageId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CountryFlag } from '../../ui/country-flag.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import { asDragged } from './dragged-lead.ts'
import classes from './lead-board.module.css'
import { MoveMenu } from './move-menu.tsx'

const MINUTE = 60_000

interface BoardCardProps {
  readonly lead: LeadSummary
  readonly top: number
  readonly place: number
  readonly of: number
  readonly isOpen: boolean
  readonly isTabStop: boolean
  readonly isMenuOpen: boolean
  readonly onOpen: (lead: LeadSummary) => void
  readonly onFocus: (id: LeadId) => void
  readonly onKey: (event: React.KeyboardEvent, lead: LeadSummary) => void
  readonly onMenu: (id: LeadId | null) => void
  readonly onMove: (lead: LeadSummary, stageId: StageId) => void
}

/** One lead of the board: who, from where, whose, and what is next. */
export const BoardCard = memo(function BoardCard(props: BoardCardProps) {
  const { lead, top, place, of, isOpen, isTabStop, isMenuOpen, onOpen, onFocus, onKey, onMenu, onMove } = props
  const { t } = useTranslation('leadBoard')
  const format = useFormat()
  const { colleagueOf } = useColleagues()
  const element = useRef<HTMLLIElement>(null)
  const [isDragged, setIsDragged] = useState(false)
  const owner = lead.ownerId === null ? t('noOwner') : (colleagueOf(lead.ownerId)?.name ?? t('leads:someone'))
  const origin = lead.campaignName ?? lead.sourceDetail

  useEffect(() => {
    if (element.current === null) return undefined
    return draggable({
      element: element.current,
      getInitialData: () => asDragged(lead),
      onDragStart: () => setIsDragged(true),
      onDrop: () => setIsDragged(false),
    })
  }, [lead])

  return (
    <li
      ref={element}
      className={classes.place}
      style={{ transform: `translateY(${top}px)` }}
      aria-posinset={place}
      aria-setsize={of}
      data-is-dragged={isDragged || undefined}
    >
      <div
        role="button"
        className={classes.card}
        tabIndex={isTabStop ? 0 : -1}
        aria-pressed={isOpen}
        data-lead-id={lead.id}
        onClick={() => onOpen(lead)}
        onFocus={() => onFocus(lead.id)}
        onKeyDown={event => onKey(event, lead)}
      >
        <span className={classes.name} title={lead.name}>
          {lead.name}
        </span>
        <span className={classes.line} title={origin ?? undefined}>
          {lead.countryCode !== null && (
            <span className={classes.flag} role="img" aria-label={format.country(lead.countryCode)}>
              <CountryFlag alpha2={lead.countryCode} />
            </span>
          )}
          {t(`leads:sources.${lead.source}`)}
          {origin !== null && ` · ${origin}`}
        </span>
        <span className={classes.foot}>
          <span className={classes.owner} title={owner}>
            <IconUserCircle size={14} stroke={1.6} aria-hidden />
            {owner}
          </span>
          <When lead={lead} />
        </span>
      </div>
      <MoveMenu
        lead={lead}
        isOpen={isMenuOpen}
        onToggle={open => onMenu(open ? lead.id : null)}
        onMove={stageId => onMove(lead, stageId)}
      />
    </li>
  )
})

/** What is planned next, or when they were last spoken with. */
function When({ lead: { nextActionAt, nextActionText, lastContactedAt } }: { readonly lead: LeadSummary }) {
  const { t } = useTranslation('leadBoard')
  const format = useFormat()
  const now = useNow(MINUTE)
  if (nextActionAt !== null) {
    const isOverdue = nextActionAt < now
    const Icon = isOverdue ? IconAlertCircle : IconCalendarDue
    return (
      <span
        className={`${classes.when} tabular`}
        data-is-overdue={isOverdue || undefined}
        title={[isOverdue ? t('overdue') : '', format.dateTime(nextActionAt), nextActionText ?? '']
          .filter(Boolean)
          .join(' · ')}
      >
        <Icon
          size={14}
          stroke={1.8}
          role="img"
          aria-label={isOverdue ? t('overdue') : t('leads:nextAction')}
          className={classes.whenIcon}
        />
        {format.short(nextActionAt, now)}
      </span>
    )
  }
  if (lastContactedAt === null) return null
  const spoken = format.short(lastContactedAt, now)
  return (
    <span className={`${classes.when} tabular`} title={t('lastContact', { time: format.dateTime(lastContactedAt) })}>
      {spoken}
    </span>
  )
}
