import { Checkbox, TextInput, UnstyledButton } from '@mantine/core'
import type { CSSProperties } from 'react'
import type { LeadFile } from '#shared/contract/files.ts'
import type { FileId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import { FileMenu } from './file-menu.tsx'
import { FileThumbnail } from './file-thumbnail.tsx'
import { wordLabel, wordOrigin } from './file-words.ts'
import classes from './lead-files.module.css'

interface FileItemProps {
  readonly file: LeadFile
  readonly leadName: string
  readonly layout: 'grid' | 'list'
  readonly style: CSSProperties
  readonly isTabStop: boolean
  readonly isChosen: boolean
  readonly isRenaming: boolean
  readonly onKey: (event: React.KeyboardEvent, file: LeadFile) => void
  readonly onFocus: (id: FileId) => void
  readonly onOpen: (file: LeadFile) => void
  readonly onChoose: (id: FileId, isChosen: boolean) => void
  readonly onLabel: (file: LeadFile) => void
  readonly onRemove: (file: LeadFile) => void
  readonly onRenaming: (id: FileId) => void
  /** Null: the old name stays. */
  readonly onRename: (name: string | null) => void
}

/** One file, as a tile or as a row. */
export function FileItem(props: FileItemProps) {
  const { file, leadName, layout, style, isTabStop, isChosen, isRenaming, onKey, onFocus, onOpen, onChoose } = props
  const { t } = useTranslation('files')
  const format = useFormat()
  const now = useNow(60_000)
  const { colleagueOf } = useColleagues()
  const who = wordOrigin(file, { leadName, colleague: colleagueOf(file.addedBy)?.name }, t)
  const size = file.size > 0 ? format.bytes(file.size) : null
  const isHere = file.state === 'ready'
  const facts = [isHere ? size : t(`states.${file.state}`), who, format.moment(file.addedAt, now)]
  const thumbnail = <FileThumbnail file={file} isLarge={layout === 'grid'} />
  const checkbox = (
    <Checkbox
      size="xs"
      className={classes.checkbox}
      aria-label={t('choose', { name: file.name })}
      checked={isChosen}
      onChange={event => onChoose(file.id, event.currentTarget.checked)}
    />
  )
  const menu = (
    <FileMenu
      file={file}
      onOpen={() => onOpen(file)}
      onRename={() => props.onRenaming(file.id)}
      onLabel={() => props.onLabel(file)}
      onRemove={() => props.onRemove(file)}
    />
  )
  return (
    <li className={classes.item} data-is-chosen={isChosen} style={style}>
      {isRenaming ? (
        <div className={classes.open}>
          {thumbnail}
          <NameField name={file.name} onRename={props.onRename} />
        </div>
      ) : (
        <UnstyledButton
          className={classes.open}
          data-file-id={file.id}
          data-is-here={isHere}
          tabIndex={isTabStop ? 0 : -1}
          aria-label={[file.name, ...facts, file.label && wordLabel(file.label, t)].filter(Boolean).join(', ')}
          onClick={() => onOpen(file)}
          onFocus={() => onFocus(file.id)}
          onKeyDown={event => onKey(event, file)}
        >
          {thumbnail}
          <span className={classes.text}>
            <span className={classes.name} title={file.name}>
              {file.name}
            </span>
            <span className={classes.facts}>{facts.filter(Boolean).join(' · ')}</span>
          </span>
          {layout === 'list' && file.label !== null && <span className={classes.tag}>{wordLabel(file.label, t)}</span>}
        </UnstyledButton>
      )}
      {checkbox}
      {menu}
    </li>
  )
}

interface NameFieldProps {
  readonly name: string
  readonly onRename: (name: string | null) => void
}

/** Enter or leaving saves, Escape keeps the old name. What comes after the last dot is not chosen: it stays as a rule. */
function NameField({ name, onRename }: NameFieldProps) {
  const { t } = useTranslation('files')

  function handleEnd(typed: string) {
    const next = typed.trim()
    onRename(next === '' || next === name ? null : next)
  }

  return (
    <TextInput
      size="xs"
      className={classes.nameField}
      aria-label={t('nameField')}
      defaultValue={name}
      maxLength={200}
      autoFocus
      onFocus={event => {
        const dot = name.lastIndexOf('.')
        event.currentTarget.setSelectionRange(0, dot > 0 ? dot : name.length)
      }}
      onBlur={event => handleEnd(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        // The focus moves to a button while the key is still down: without this the same Enter would press it.
        event.preventDefault()
        event.stopPropagation()
        if (event.key === 'Escape') event.currentTarget.value = name
        event.currentTarget.blur()
      }}
    />
  )
}
