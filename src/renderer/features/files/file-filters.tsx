import { Modal } from '@mantine/core'
import { useState } from 'react'
import type { FileCounts } from '#shared/contract/files.ts'
import { FixedFileLabel } from '#shared/domain/file.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { countOfKind, ownLabels, wordLabel } from './file-words.ts'
import type { FilesOwner } from './files-owner.ts'
import { type FilesSearch, KIND_GROUP_NAMES } from './files-search.ts'
import { LabelChip } from './label-chip.tsx'
import { LabelName } from './label-name.tsx'
import classes from './lead-files.module.css'
import type { FileActions } from './use-file-actions.ts'

interface FileFiltersProps {
  readonly lead: FilesOwner
  readonly search: FilesSearch
  readonly counts: FileCounts | undefined
  readonly actions: Pick<FileActions, 'renameLabel'>
  readonly onSearch: (search: FilesSearch) => void
}

/** Which files are shown: by label, each with its count, by kind and by words of the name. */
export function FileFilters({ lead, search, counts, actions, onSearch }: FileFiltersProps) {
  const { t } = useTranslation('files')
  const locale = useLocale()
  const format = useFormat()
  const [renamed, setRenamed] = useState<string | null>(null)
  const filesOf = (label: string) => counts?.byLabel.find(one => one.label === label)?.files ?? 0
  const fixed = FixedFileLabel.options.map(label => ({ label, files: filesOf(label) }))
  const own = counts === undefined ? [] : ownLabels(counts, locale)
  const kinds = KIND_GROUP_NAMES.map(value => {
    const files = counts === undefined ? 0 : countOfKind(counts, value)
    return { value, label: `${t(`kinds.${value}`)} (${format.number(files)})` }
  })

  async function handleRename(from: string, to: string) {
    await actions.renameLabel(from, to)
    setRenamed(null)
    if (search.label === from) onSearch({ ...search, label: to })
  }

  const choose = (label: string | undefined) => onSearch({ ...search, label })

  function handleRemove(label: string) {
    void actions.renameLabel(label, null)
    if (search.label === label) choose(undefined)
  }

  return (
    <>
      <div className={classes.filters}>
        <SearchField
          key={lead.id}
          className={classes.search}
          size="xs"
          name="files"
          label={t('search')}
          clearLabel={t('clearSearch')}
          value={search.file ?? ''}
          onChange={file => onSearch({ ...search, file })}
        />
        <FilterChip
          label={t('kind')}
          anyLabel={t('anyKind')}
          clearLabel={t('clearKind')}
          value={search.kind ?? null}
          options={kinds}
          onChange={kind => onSearch({ ...search, kind: kind ?? undefined })}
        />
      </div>
      <ul className={classes.labels} aria-label={t('labelsTitle')}>
        <LabelChip
          name={t('all')}
          files={counts?.total ?? 0}
          isChosen={search.label === undefined}
          onChoose={() => choose(undefined)}
        />
        {fixed.map(({ label, files }) => (
          <LabelChip
            key={label}
            name={wordLabel(label, t)}
            files={files}
            isChosen={search.label === label}
            onChoose={() => choose(label)}
          />
        ))}
        {own.map(({ label, files }) => (
          <LabelChip
            key={label}
            name={label}
            files={files}
            isChosen={search.label === label}
            onChoose={() => choose(label)}
            onRename={() => setRenamed(label)}
            onRemove={() => handleRemove(label)}
          />
        ))}
      </ul>
      <Modal
        opened={renamed !== null}
        onClose={() => setRenamed(null)}
        title={t('renameLabel')}
        size="sm"
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {renamed !== null && (
          <LabelName
            initial={renamed}
            known={own.map(({ label }) => label)}
            onSave={to => handleRename(renamed, to)}
            onCancel={() => setRenamed(null)}
          />
        )}
      </Modal>
    </>
  )
}
