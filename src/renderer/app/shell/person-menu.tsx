import { Avatar, Button, Divider, Popover, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKeyboard, IconLock, IconLogout } from '@tabler/icons-react'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { LanguageChoice } from '../../ui/language-choice.tsx'
import { ThemeChoice } from '../../ui/theme-choice.tsx'
import classes from './person-menu.module.css'
import { useFrameActions } from './use-frame-actions.ts'

/** Who sits here, and what is theirs. A popover and not a menu: language and theme are choices, which a menu may not hold. */
export function PersonMenu() {
  const { t } = useTranslation('frame')
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const staff = useSignedInStaff()
  const locale = useLocale()
  const actions = useFrameActions()
  const lines = [
    { label: t('shortcuts'), keys: '?', icon: IconKeyboard, run: actions.showShortcuts },
    { label: t('lock'), keys: 'Ctrl+Shift+L', icon: IconLock, run: actions.lock },
    { label: t('signOut'), keys: null, icon: IconLogout, run: actions.signOut },
  ]
  return (
    <Popover opened={isOpen} onChange={close} position="right-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={staff.name} position="right" disabled={isOpen}>
          <UnstyledButton
            className={classes.person}
            aria-label={t('personMenu', { name: staff.name })}
            onClick={toggle}
          >
            <Avatar size={30} radius="xl" name={staff.name} color="accent" variant="filled" aria-hidden="true" />
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('personMenu', { name: staff.name })} p="sm">
        <Stack gap="sm">
          <div className={classes.who}>
            <Text size="sm" fw={600} truncate>
              {staff.name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {t(`role.${staff.role}`)} · {staff.email}
            </Text>
          </div>
          <LanguageChoice value={locale} size="xs" fullWidth onChange={actions.changeLocale} />
          <ThemeChoice size="xs" fullWidth />
          <Divider />
          <Stack gap={2}>
            {lines.map(({ label, keys, icon: Icon, run }) => (
              <Button
                key={label}
                variant="subtle"
                color="gray"
                fullWidth
                justify="flex-start"
                px="sm"
                leftSection={<Icon size={16} aria-hidden="true" />}
                rightSection={keys !== null && <span className={classes.keys}>{keys}</span>}
                styles={{ label: { flex: 1 }, inner: { width: '100%' } }}
                onClick={() => {
                  close()
                  run()
                }}
              >
                {label}
              </Button>
            ))}
          </Stack>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
