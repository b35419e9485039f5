import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type Shortcut, useShortcuts } from '../../ui/shortcuts.ts'
import { palette } from './palette-store.ts'
import { useSections } from './sections.ts'
import { useFrameActions } from './use-frame-actions.ts'

/** The keys that work everywhere. */
export function useFrameShortcuts(): void {
  const { t } = useTranslation('frame')
  const navigate = useNavigate()
  const sections = useSections()
  const actions = useFrameActions()
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      { keys: 'mod+K', label: t('paletteShortcut'), isGlobal: true, run: palette.open },
      ...sections.map(({ to, label }, index) => ({
        keys: `mod+${index + 1}`,
        label: t(label),
        isGlobal: true,
        run: () => void navigate({ to }),
      })),
      { keys: 'mod+shift+L', label: t('lock'), isGlobal: true, run: actions.lock },
      { keys: 'shift+?', label: t('shortcuts'), run: actions.showShortcuts },
    ],
    [t, navigate, sections, actions],
  )
  useShortcuts(t('everywhere'), shortcuts)
}
