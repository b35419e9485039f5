import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId, StageId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useShortcutLines } from '../../ui/shortcuts.ts'
import type { LeadsSearch } from '../leads/leads-search.ts'
import { useStages } from '../leads/use-office-people.ts'
import { BoardColumn } from './board-column.tsx'
import { cardBeside, columnsOf } from './board-columns.ts'
import classes from './lead-board.module.css'
import { useBoardMoves } from './use-board-moves.ts'

interface LeadBoardProps {
  readonly search: LeadsSearch
  readonly openId: LeadId | null
  readonly onOpen: (lead: LeadSummary) => void
  readonly onOpenPage: (lead: LeadSummary) => void
  readonly onClose: () => void
}

/**
 * The pipeline: a column for each stage, cards that are dragged from one to the other. By keyboard, arrows go from card to card and S
 * opens the menu that moves; with Shift, an arrow moves the card to the stage beside it.
 */
export function LeadBoard({ search, openId, onOpen, onOpenPage, onClose }: LeadBoardProps) {
  const { t } = useTranslation('leadBoard')
  const { stages } = useStages()
  const columns = useMemo(() => columnsOf(stages, search), [stages, search])
  const { moved, move } = useBoardMoves(JSON.stringify(search))
  const [currentId, setCurrentId] = useState<LeadId | null>(null)
  const [menuId, setMenuId] = useState<LeadId | null>(null)
  const wantsFocus = useRef<LeadId | null>(null)
  const cards = useRef(new Map<StageId, readonly LeadSummary[]>())
  const handleCards = useCallback(
    (stageId: StageId, shown: readonly LeadSummary[]) => void cards.current.set(stageId, shown),
    [],
  )

  useShortcutLines(
    t('shortcuts'),
    useMemo(
      () => [
        { keys: 'ArrowDown', label: t('shortcutCards') },
        { keys: 'ArrowRight', label: t('shortcutColumns') },
        { keys: 'S', label: t('shortcutMove') },
        { keys: 'shift+ArrowRight', label: t('shortcutShift') },
      ],
      [t],
    ),
  )

  // The columns keep what they were given; what they call is always of this moment.
  const world = useRef({ columns, openId, move, onOpen, onOpenPage, onClose })
  useEffect(() => {
    world.current = { columns, openId, move, onOpen, onOpenPage, onClose }
  })

  const handleOpen = useCallback((lead: LeadSummary) => world.current.onOpen(lead), [])

  const focusCard = useCallback((lead: LeadSummary | null | undefined) => {
    if (!lead) return
    wantsFocus.current = lead.id
    setCurrentId(lead.id)
    if (world.current.openId !== null) world.current.onOpen(lead)
  }, [])

  const handleMove = useCallback((lead: LeadSummary, stageId: StageId) => {
    setMenuId(null)
    world.current.move(lead, stageId, () => {
      wantsFocus.current = lead.id
      setCurrentId(lead.id)
    })
  }, [])

  const handleMenu = useCallback((id: LeadId | null) => {
    setMenuId(before => {
      // Back to the card that the menu was of.
      if (id === null && before !== null) wantsFocus.current ??= before
      return id
    })
  }, [])

  const handleKey = useCallback(
    (event: React.KeyboardEvent, lead: LeadSummary) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const { columns: shown, onOpenPage: openPage, onClose: close, openId: open } = world.current
      const column = shown.findIndex(({ id }) => id === lead.stageId)
      const all = shown.map(({ id }) => cards.current.get(id) ?? [])
      const here = all[column] ?? []
      const row = here.findIndex(({ id }) => id === lead.id)
      const moves: Record<string, () => void> = {
        ArrowDown: () => focusCard(here[row + 1]),
        j: () => focusCard(here[row + 1]),
        ArrowUp: () => focusCard(here[row - 1]),
        k: () => focusCard(here[row - 1]),
        Home: () => focusCard(here[0]),
        End: () => focusCard(here.at(-1)),
        ArrowRight: () => focusCard(cardBeside(all, { column, row }, 1)),
        ArrowLeft: () => focusCard(cardBeside(all, { column, row }, -1)),
        Enter: () => openPage(lead),
        ' ': () => handleOpen(lead),
        s: () => handleMenu(lead.id),
        Escape: () => (open === null ? undefined : close()),
      }
      const beside = shown[column + (event.key === 'ArrowRight' ? 1 : -1)]
      const isMoving = event.shiftKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')
      const act = isMoving ? () => beside && handleMove(lead, beside.id) : moves[event.key]
      if (act === undefined) return
      event.preventDefault()
      // A menu that opens by a key closes by any key outside of it, this one too.
      event.stopPropagation()
      act()
    },
    [focusCard, handleMenu, handleMove, handleOpen],
  )

  return (
    <section className={classes.board} aria-label={t('boardLabel')}>
      {columns.map(stage => (
        <BoardColumn
          key={stage.id}
          stage={stage}
          search={search}
          moved={moved}
          openId={openId}
          currentId={currentId}
          menuId={menuId}
          wantsFocus={wantsFocus}
          onCards={handleCards}
          onOpen={handleOpen}
          onFocus={setCurrentId}
          onKey={handleKey}
          onMenu={handleMenu}
          onMove={handleMove}
        />
      ))}
    </section>
  )
}
