import { Avatar, Menu, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconKeyboard, IconLock, IconLogout } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../i18n/use-locale.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { ThemeChoice } from '../../ui/theme-choice.tsx'
import classes from './person-menu.module.css'
import { useFrameActions } from './use-frame-actions.ts'

export function PersonMenu() {
  const { t } = useTranslation('frame')
  const staff = useSignedInStaff()
  const locale = useLocale()
  const actions = useFrameActions()
  return (
    <Menu position="right-end" width={260} closeOnItemClick>
      <Menu.Target>
        <Tooltip label={staff.name} position="right">
          <UnstyledButton className={classes.person} aria-label={t('personMenu', { name: staff.name })}>
            <Avatar size={30} radius="xl" name={staff.name} color="accent" variant="filled" aria-hidden="true" />
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <Text size="sm" fw={600} truncate>
            {staff.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {t(`role.${staff.role}`)} · {staff.email}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        <div className={classes.choice}>
          <LanguageChoice value={locale} size="xs" fullWidth onChange={actions.changeLocale} />
        </div>
        <Menu.Label>{t('theme')}</Menu.Label>
        <div className={classes.choice}>
          <ThemeChoice size="xs" fullWidth />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection="?" onClick={actions.showShortcuts}>
          {t('shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLock size={16} />} rightSection="Ctrl+Shift+L" onClick={actions.lock}>
          {t('lock')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={actions.signOut}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
