import { useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type Shortcut, useShortcutLines, useShortcuts } from '../../ui/shortcuts.ts'
import type { OpenMenu } from './conversation-header.tsx'

interface InboxKeys {
  readonly hasSelection: boolean
  readonly onStep: (step: 1 | -1) => void
  readonly onMarkUnread: () => void
  readonly onMenu: (menu: OpenMenu) => void
  readonly onNote: () => void
  readonly onArchive: () => void
}

/**
 * The inbox by keyboard. Letters work wherever nothing is typed; arrows, Enter and Escape are answered by the list and the
 * chat, because on a button or in a menu they mean something else. All of them stand in the "?" sheet.
 */
export function useInboxKeys(keys: InboxKeys): void {
  const { t } = useTranslation('conversations')
  const latest = useRef(keys)
  useLayoutEffect(() => {
    latest.current = keys
  })
  const group = t('shortcuts.group')
  useShortcuts(
    group,
    useMemo((): Shortcut[] => {
      const act = (does: (keys: InboxKeys) => void) => () => {
        if (!isSomethingOpen()) does(latest.current)
      }
      const actOnChat = (does: (keys: InboxKeys) => void) => act(now => now.hasSelection && does(now))
      return [
        { keys: 'J', label: t('shortcuts.next'), run: act(now => now.onStep(1)) },
        { keys: 'K', label: t('shortcuts.previous'), run: act(now => now.onStep(-1)) },
        { keys: 'E', label: t('shortcuts.archive'), run: actOnChat(now => now.onArchive()) },
        { keys: 'U', label: t('shortcuts.unread'), run: actOnChat(now => now.onMarkUnread()) },
        { keys: 'A', label: t('shortcuts.assign'), run: actOnChat(now => now.onMenu('owner')) },
        { keys: 'S', label: t('shortcuts.stage'), run: actOnChat(now => now.onMenu('stage')) },
        { keys: 'N', label: t('shortcuts.note'), run: actOnChat(now => now.onNote()) },
        {
          keys: 'F',
          label: t('shortcuts.search'),
          run: () => document.querySelector<HTMLInputElement>('[data-search-field="chats"]')?.focus(),
        },
      ]
    }, [t]),
  )
  useShortcutLines(
    group,
    useMemo(
      () => [
        { keys: 'Enter', label: t('shortcuts.write') },
        { keys: 'mod+E', label: t('shortcuts.emoji') },
        { keys: 'Escape', label: t('shortcuts.list') },
        { keys: 'Alt+ArrowUp', label: t('shortcuts.messages') },
        { keys: 'F / C / R', label: t('shortcuts.onMessage') },
        { keys: 'W / X', label: t('shortcuts.forwardMessage') },
        { keys: 'E / Delete', label: t('shortcuts.changeMessage') },
        { keys: 'ArrowUp', label: t('shortcuts.editLast') },
      ],
      [t],
    ),
  )
}

/** Letters choose in an open menu and are typed ahead in a list; what lies behind must not answer them. */
function isSomethingOpen(): boolean {
  return document.querySelector('[role="menu"], [role="dialog"], [role="listbox"]') !== null
}
