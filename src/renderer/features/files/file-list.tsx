import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import type { LeadFile } from '#shared/contract/files.ts'
import type { FileId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { FileItem } from './file-item.tsx'
import classes from './lead-files.module.css'
import type { FileActions } from './use-file-actions.ts'

const ROW_HEIGHT = 52
const TILE_HEIGHT = 196
const TILE_WIDTH = 164
/** How many rows before the end the next page is asked for. */
const AHEAD = 6

interface FileListProps {
  readonly files: readonly LeadFile[]
  readonly leadName: string
  readonly layout: 'grid' | 'list'
  /** The files are of the filter before. */
  readonly isStale: boolean
  readonly hasMore: boolean
  readonly chosen: ReadonlySet<FileId>
  readonly actions: Pick<FileActions, 'rename' | 'remove'>
  readonly onMore: () => void
  readonly onOpen: (file: LeadFile) => void
  readonly onChoose: (id: FileId, isChosen: boolean) => void
  readonly onLabel: (file: LeadFile) => void
}

/** Any number of files: only those in sight exist. Arrow keys move, Enter opens, Space chooses, F2 renames, Delete removes. */
export function FileList(props: FileListProps) {
  const { files, leadName, layout, isStale, hasMore, chosen, actions, onMore, onOpen, onChoose, onLabel } = props
  const { t } = useTranslation('files')
  const { ref: measured, width } = useElementSize()
  const scroller = useRef<HTMLDivElement>(null)
  const [focusedId, setFocusedId] = useState<FileId | null>(null)
  const [renamingId, setRenamingId] = useState<FileId | null>(null)
  const columns = layout === 'list' ? 1 : Math.max(1, Math.floor(width / TILE_WIDTH))
  const height = layout === 'list' ? ROW_HEIGHT : TILE_HEIGHT
  const rowCount = Math.ceil(files.length / columns)
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 4,
  })
  // The rows of the other layout were of another height.
  useEffect(() => virtualizer.measure(), [virtualizer, height])
  const rows = virtualizer.getVirtualItems()
  const lastInSight = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastInSight >= rowCount - AHEAD) onMore()
  }, [hasMore, lastInSight, rowCount, onMore])

  // A file far away exists only once the list has scrolled there.
  const wantsFocus = useRef<FileId | null>(null)
  useEffect(() => {
    if (wantsFocus.current === null) return
    const element = scroller.current?.querySelector<HTMLElement>(`[data-file-id="${wantsFocus.current}"]`)
    if (element === null || element === undefined) return
    wantsFocus.current = null
    element.focus({ preventScroll: true })
  })

  const current = Math.max(
    0,
    files.findIndex(({ id }) => id === focusedId),
  )

  function focus(index: number) {
    const file = files[Math.min(files.length - 1, Math.max(0, index))]
    if (file === undefined) return
    setFocusedId(file.id)
    virtualizer.scrollToIndex(Math.floor(files.indexOf(file) / columns))
    wantsFocus.current = file.id
  }

  function handleKey(event: React.KeyboardEvent, file: LeadFile) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = files.indexOf(file)
    const moves: Record<string, number> = {
      ArrowDown: at + columns,
      ArrowUp: at - columns,
      ...(layout === 'grid' ? { ArrowRight: at + 1, ArrowLeft: at - 1 } : {}),
      Home: 0,
      End: files.length - 1,
    }
    const move = moves[event.key]
    if (move !== undefined) focus(move)
    else if (event.key === ' ') onChoose(file.id, !chosen.has(file.id))
    else if (event.key === 'F2') setRenamingId(file.id)
    else if (event.key === 'Delete' && file.messageId === null) {
      const neighbour = files[at + 1] ?? files[at - 1]
      if (neighbour !== undefined) focus(files.indexOf(neighbour))
      actions.remove([file])
    } else return
    event.preventDefault()
  }

  return (
    <div ref={scroller} className={classes.scroller} data-is-stale={isStale}>
      <div ref={measured}>
        <ul
          className={classes.files}
          data-layout={layout}
          aria-label={t('listLabel', { name: leadName })}
          style={{ height: virtualizer.getTotalSize() }}
        >
          {rows.flatMap(row =>
            files.slice(row.index * columns, (row.index + 1) * columns).map((file, column) => (
              <FileItem
                key={file.id}
                file={file}
                leadName={leadName}
                layout={layout}
                style={{
                  top: row.start,
                  height,
                  left: `${(column * 100) / columns}%`,
                  width: `${100 / columns}%`,
                }}
                isTabStop={file.id === files[current]?.id}
                isChosen={chosen.has(file.id)}
                isRenaming={file.id === renamingId}
                onKey={handleKey}
                onFocus={setFocusedId}
                onOpen={onOpen}
                onChoose={onChoose}
                onLabel={onLabel}
                onRemove={one => actions.remove([one])}
                onRenaming={setRenamingId}
                onRename={async name => {
                  setRenamingId(null)
                  wantsFocus.current = file.id
                  if (name !== null) await actions.rename(file, name).catch(() => undefined)
                }}
              />
            )),
          )}
        </ul>
      </div>
    </div>
  )
}
