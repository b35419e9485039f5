import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { foldText } from '#shared/domain/fold-text.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type Command, type CommandGroup, useAllCommandGroups } from '../../ui/commands.ts'
import { MarkedText } from '../../ui/marked-text.tsx'
import classes from './command-palette.module.css'
import { paletteStore } from './palette-store.ts'
import { useEarlyKeys } from './use-early-keys.ts'
import { useFoundCommands } from './use-found-commands.ts'

/** Ctrl+K: sections and commands from here, people and chats from whoever registered a search. */
export function CommandPalette() {
  const { t } = useTranslation('frame')
  const [question, setQuestion] = useState('')
  const groups = useAllCommandGroups()
  const found = useFoundCommands(question)
  const field = useRef<HTMLInputElement>(null)
  const { onFieldFocus } = useEarlyKeys({
    isOpen: () => paletteStore.getState().opened,
    field,
    onText: setQuestion,
  })
  const shown = [...matching(groups, question), ...found.groups].filter(group => group.commands.length > 0)
  return (
    <Spotlight.Root
      store={paletteStore}
      query={question}
      onQueryChange={setQuestion}
      shortcut={null}
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': t('palette') } }}
    >
      <Spotlight.Search
        ref={field}
        onFocus={onFieldFocus}
        onKeyDown={runFirstWhereNoneIsMarked}
        placeholder={t('palettePlaceholder')}
        aria-label={t('palettePlaceholder')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
      />
      {/* What is longer than the window is scrolled by keys as well. */}
      <Spotlight.ActionsList {...{ viewportProps: { tabIndex: 0 } }}>
        {shown.map(group => (
          <Spotlight.ActionsGroup key={group.id} label={group.label}>
            {group.commands.map(command => (
              <CommandLine key={command.id} command={command} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {shown.length === 0 && (
          <Spotlight.Empty>{found.isSearching ? t('paletteSearching') : t('paletteEmpty')}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** The list may have been drawn anew after its first line was marked: whoever is quick with Enter means that line all the same. */
function runFirstWhereNoneIsMarked({ key }: React.KeyboardEvent): void {
  if (key !== 'Enter') return
  const list = document.getElementById(paletteStore.getState().listId)
  if (list?.querySelector('[data-selected]') === null) list.querySelector<HTMLElement>('[data-action]')?.click()
}

interface CommandLineProps {
  readonly command: Command
}

function CommandLine({ command }: CommandLineProps) {
  return (
    <Spotlight.Action
      className={classes.action}
      label={command.label}
      description={command.description}
      leftSection={command.icon}
      rightSection={command.shortcut && <span className={classes.shortcut}>{command.shortcut}</span>}
      onClick={() => command.run()}
    >
      {command.marks && (
        <>
          {command.icon}
          <span className={classes.found}>
            <span className={classes.foundIn}>{command.label}</span>
            <span className={classes.foundText}>
              <MarkedText text={command.description ?? ''} marks={command.marks} />
            </span>
          </span>
        </>
      )}
    </Spotlight.Action>
  )
}

function matching(groups: readonly CommandGroup[], question: string): CommandGroup[] {
  const asked = foldText(question.trim())
  return groups.map(group => ({
    ...group,
    commands: group.commands.filter(command => foldText(command.label).includes(asked)),
  }))
}
