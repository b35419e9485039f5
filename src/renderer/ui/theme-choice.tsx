import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from '../i18n/use-translation.ts'
import classes from './theme-choice.module.css'

const schemes = [
  { value: 'light', label: 'themeLight', icon: IconSun },
  { value: 'dark', label: 'themeDark', icon: IconMoon },
  { value: 'auto', label: 'themeAuto', icon: IconDeviceDesktop },
] as const

interface ThemeChoiceProps {
  readonly size?: 'xs' | 'sm'
  readonly fullWidth?: boolean
}

/** Light, dark, or as the system: a choice of this PC. */
export function ThemeChoice({ size = 'sm', fullWidth = false }: ThemeChoiceProps) {
  const { t } = useTranslation('frame')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      aria-label={t('theme')}
      size={size}
      fullWidth={fullWidth}
      value={colorScheme}
      onChange={value => setColorScheme(value as MantineColorScheme)}
      data={schemes.map(({ value, label, icon: Icon }) => ({
        value,
        label: (
          <span className={classes.scheme}>
            <Icon size={14} aria-hidden="true" />
            {t(label)}
          </span>
        ),
      }))}
    />
  )
}
