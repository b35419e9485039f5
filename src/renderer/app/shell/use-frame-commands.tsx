import { useMantineColorScheme } from '@mantine/core'
import { IconKeyboard, IconLanguage, IconLock, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type CommandGroup, useCommandGroups } from '../../ui/commands.ts'
import { useSections } from './sections.ts'
import { useFrameActions } from './use-frame-actions.ts'

/** The frame's own part of the palette. */
export function useFrameCommands(): void {
  const { t } = useTranslation('frame')
  const navigate = useNavigate()
  const sections = useSections()
  const locale = useLocale()
  const actions = useFrameActions()
  const { setColorScheme } = useMantineColorScheme()
  const groups = useMemo<readonly CommandGroup[]>(
    () => [
      {
        id: 'sections',
        label: t('sections'),
        commands: sections.map(({ to, label, icon: Icon }, index) => ({
          id: to,
          label: t(label),
          icon: <Icon size={18} />,
          shortcut: `Ctrl+${index + 1}`,
          run: () => void navigate({ to }),
        })),
      },
      {
        id: 'frame',
        label: t('commands'),
        commands: [
          {
            id: 'language',
            label: t('changeLanguage'),
            icon: <IconLanguage size={18} />,
            run: () => actions.changeLocale(locale === 'tr' ? 'en' : 'tr'),
          },
          { id: 'light', label: t('useLight'), icon: <IconSun size={18} />, run: () => setColorScheme('light') },
          { id: 'dark', label: t('useDark'), icon: <IconMoon size={18} />, run: () => setColorScheme('dark') },
          {
            id: 'shortcuts',
            label: t('shortcuts'),
            icon: <IconKeyboard size={18} />,
            shortcut: '?',
            run: actions.showShortcuts,
          },
          { id: 'lock', label: t('lock'), icon: <IconLock size={18} />, shortcut: 'Ctrl+Shift+L', run: actions.lock },
          { id: 'sign-out', label: t('signOut'), icon: <IconLogout size={18} />, run: actions.signOut },
        ],
      },
    ],
    [t, navigate, sections, locale, actions, setColorScheme],
  )
  useCommandGroups(groups)
}
