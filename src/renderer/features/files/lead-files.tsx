import { Button, SegmentedControl } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconFolderOpen, IconLayoutGrid, IconList, IconUpload } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import type { LeadFile } from '#shared/contract/files.ts'
import { FixedFileLabel } from '#shared/domain/file.ts'
import type { FileId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useFileDrop } from '../conversations/use-file-drop.ts'
import { FileFilters } from './file-filters.tsx'
import { FileList } from './file-list.tsx'
import { FilePreview } from './file-preview.tsx'
import { FileSelection } from './file-selection.tsx'
import { FileUploads } from './file-uploads.tsx'
import type { FilesOwner } from './files-owner.ts'
import { type FilesSearch, isFilteringFiles, toFileFilter } from './files-search.ts'
import { LabelDialog } from './label-dialog.tsx'
import classes from './lead-files.module.css'
import { addLeadUploads } from './lead-uploads.ts'
import { isPreviewable } from './previewable.ts'
import { useFileActions } from './use-file-actions.ts'
import { saveFile } from './use-file-address.ts'
import { useFileCounts, useLeadFiles } from './use-lead-files.ts'

interface LeadFilesProps {
  readonly lead: FilesOwner
  readonly search: FilesSearch
  readonly onSearch: (search: FilesSearch) => void
}

/** Everything that was sent, received or put there for a person (row D27). */
export function LeadFiles({ lead, search, onSearch }: LeadFilesProps) {
  const { t } = useTranslation('files')
  const [layout, setLayout] = useLocalStorage<'grid' | 'list'>({ key: 'santral.files-layout', defaultValue: 'grid' })
  const filter = useMemo(() => toFileFilter(search), [search])
  const files = useLeadFiles(lead.id, filter)
  const { data: counts } = useFileCounts(lead.id)
  const actions = useFileActions(lead.id)
  const [chosen, setChosen] = useState<ReadonlySet<FileId>>(new Set())
  const [opened, setOpened] = useState<LeadFile | null>(null)
  const [labelling, setLabelling] = useState<readonly LeadFile[]>([])
  const chooser = useRef<HTMLInputElement>(null)
  const items = files.data ?? []
  const selected = items.filter(({ id }) => chosen.has(id))

  // What is added while a label of the office's own is looked at belongs to it.
  const label = search.label !== undefined && !FixedFileLabel.safeParse(search.label).success ? search.label : null
  const add = (added: readonly File[]) => addLeadUploads(lead.id, added, label)
  const { isOver, dropProps } = useFileDrop(add)

  function handleOpen(file: LeadFile) {
    if (isPreviewable(file)) setOpened(file)
    else if (file.state === 'ready') void saveFile(file.id)
  }

  function handleChoose(id: FileId, isChosen: boolean) {
    setChosen(before => new Set(isChosen ? [...before, id] : [...before].filter(one => one !== id)))
  }

  return (
    <section className={classes.panel} aria-label={t('title')} data-is-over={isOver} {...dropProps}>
      <div className={classes.bar}>
        <FileFilters lead={lead} search={search} counts={counts} actions={actions} onSearch={onSearch} />
        <SegmentedControl
          size="xs"
          aria-label={t('layout')}
          value={layout}
          onChange={value => setLayout(value === 'list' ? 'list' : 'grid')}
          data={[
            { value: 'grid', label: <IconLayoutGrid size={16} role="img" aria-label={t('grid')} /> },
            { value: 'list', label: <IconList size={16} role="img" aria-label={t('list')} /> },
          ]}
        />
        <Button size="xs" leftSection={<IconUpload size={16} stroke={1.6} />} onClick={() => chooser.current?.click()}>
          {t('add')}
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          multiple
          aria-label={t('add')}
          onChange={event => {
            add([...(event.currentTarget.files ?? [])])
            // The same file may be chosen again.
            event.currentTarget.value = ''
          }}
        />
      </div>
      <FileUploads leadId={lead.id} onRemove={id => void removeAgain(id)} />
      {selected.length > 0 && (
        <FileSelection
          files={selected}
          onLabel={() => setLabelling(selected)}
          onRemove={() => {
            actions.remove(selected.filter(({ messageId }) => messageId === null))
            setChosen(new Set())
          }}
          onClear={() => setChosen(new Set())}
        />
      )}
      {content()}
      {opened !== null && <FilePreview file={opened} onClose={() => setOpened(null)} />}
      <LabelDialog
        files={labelling}
        counts={counts}
        onClose={() => setLabelling([])}
        onLabel={async name => {
          await actions.label(
            labelling.map(({ id }) => id),
            name,
          )
          setLabelling([])
          setChosen(new Set())
        }}
      />
    </section>
  )

  /** Of two files with the same content the one that has just come goes again. */
  async function removeAgain(id: FileId) {
    actions.remove([await rpc.files.get({ id })])
  }

  function content() {
    if (files.error !== null) return <ProblemNotice error={files.error} onRetry={() => void files.refetch()} />
    if (files.data === undefined) return null
    if (items.length > 0) {
      return (
        <FileList
          files={items}
          leadName={lead.name}
          layout={layout}
          isStale={files.isPlaceholderData}
          hasMore={files.hasNextPage && !files.isFetchingNextPage}
          chosen={chosen}
          actions={actions}
          onMore={() => void files.fetchNextPage()}
          onOpen={handleOpen}
          onChoose={handleChoose}
          onLabel={file => setLabelling([file])}
        />
      )
    }
    const icon = <IconFolderOpen size={32} stroke={1.4} />
    if (isFilteringFiles(search)) {
      return (
        <EmptyState
          icon={icon}
          title={t('nothingFound')}
          action={
            <Button variant="default" onClick={() => onSearch({})}>
              {t('showAll')}
            </Button>
          }
        >
          {t('nothingFoundText')}
        </EmptyState>
      )
    }
    return (
      <EmptyState icon={icon} title={t('empty')}>
        {t('emptyText')}
      </EmptyState>
    )
  }
}
