import { useHotkeys } from '@mantine/hooks'
import { useMemo } from 'react'
import { createRegistry } from './registry.ts'

export interface Shortcut {
  /** As Mantine writes it: `mod+K`, `J`, `shift+?`. */
  readonly keys: string
  readonly label: string
  run(event: KeyboardEvent): void
  /** Also while a text field has the focus. */
  readonly isGlobal?: boolean
}

/** What the "?" sheet shows. */
export interface ShortcutLine {
  readonly group: string
  readonly keys: string
  readonly label: string
}

const lines = createRegistry<ShortcutLine>()

export const useAllShortcutLines = lines.useAll

/** Registers the keys and their lines in the "?" sheet, as long as the component is mounted. `shortcuts` should be memoised. */
export function useShortcuts(group: string, shortcuts: readonly Shortcut[]): void {
  useHotkeys(shortcuts.filter(isLocal).map(({ keys, run }) => [keys, run, { preventDefault: true }]))
  useHotkeys(
    shortcuts.filter(one => one.isGlobal).map(({ keys, run }) => [keys, run, { preventDefault: true }]),
    [],
  )
  useShortcutLines(group, shortcuts)
}

/** Lines of the "?" sheet for keys that a component answers itself, where it has the focus. */
export function useShortcutLines(group: string, shown: readonly Pick<Shortcut, 'keys' | 'label'>[]): void {
  lines.useRegistration(useMemo(() => shown.map(({ keys, label }) => ({ group, keys, label })), [group, shown]))
}

function isLocal(shortcut: Shortcut): boolean {
  return shortcut.isGlobal !== true
}
