import { Button, Divider, Group, Popover, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { linkSeverity } from '#shared/domain/link-state.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useConnection } from '../../rpc/use-connection.ts'
import { StatusDot } from '../../ui/status-dot.tsx'
import { MetaLightLines } from '../meta/meta-light-lines.tsx'
import { useMetaHealth } from '../meta/use-meta-health.ts'
import { SenderLightLines } from '../senders/sender-light-lines.tsx'
import { severityOf, useSenderCards } from '../senders/use-sender-cards.ts'
import classes from './connection-light.module.css'
import { ConnectionLightLine } from './connection-light-line.tsx'
import { useHealthSeverities } from './use-number-health.ts'
import { worstSeverity } from './worst-severity.ts'

/** One dot at the foot of the rail: the worst of all links, and of this window's own way to the core. */
export function ConnectionLight() {
  const { t } = useTranslation('channelAccounts')
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const isLost = useConnection().kind === 'lost'
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  const linked = accounts.filter(account => account.link.kind !== 'unlinked')
  const health = useHealthSeverities(linked.map(account => account.id))
  const meta = useMetaHealth().map(({ severity: ofMeta }) => ofMeta)
  const senders = useSenderCards().map(severityOf)
  const severity = isLost
    ? 'broken'
    : worstSeverity([...accounts.map(({ link }) => linkSeverity(link)), ...health, ...meta, ...senders])
  const label = t('light', { state: t(`severity.${severity}`) })
  return (
    <Popover opened={isOpen} onChange={close} position="right-end" width={340} trapFocus>
      <Popover.Target>
        <Tooltip label={label} position="right" disabled={isOpen}>
          <UnstyledButton className={classes.light} aria-label={label} onClick={toggle}>
            <StatusDot severity={severity} size={12} />
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {isLost && (
            <Text size="sm" c="var(--santral-broken)">
              {t('coreLost')}
            </Text>
          )}
          {accounts.map(account => (
            <ConnectionLightLine key={account.id} account={account} onLeave={close} />
          ))}
          <MetaLightLines onLeave={close} />
          <SenderLightLines onLeave={close} />
          {accounts.length === 0 && <Text size="sm">{t('noNumbers')}</Text>}
          <Divider />
          <Group justify="flex-end">
            <Button
              variant="default"
              size="xs"
              renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'numbers' }} />}
              onClick={close}
            >
              {t('toNumbers')}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
