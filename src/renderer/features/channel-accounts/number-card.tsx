import { ActionIcon, Badge, Group, Menu, Paper, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconDots, IconPlugConnectedX, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { linkSeverity } from '#shared/domain/link-state.ts'
import { phoneForDisplay } from '../../i18n/format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EditableName } from '../../ui/editable-name.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { useNow } from '../../ui/use-now.ts'
import { LinkPanel } from './link-panel.tsx'
import { NumberHealth } from './number-health.tsx'
import { useLinkWords } from './use-link-words.ts'
import { useLinking } from './use-linking.ts'

const MINUTE = 60_000

interface NumberCardProps {
  readonly account: ChannelAccount
  readonly isAdmin: boolean
}

export function NumberCard({ account, isAdmin }: NumberCardProps) {
  const { t } = useTranslation('channelAccounts')
  const queries = useQueryClient()
  const now = useNow(MINUTE)
  const words = useLinkWords()(account.link, now)
  const linking = useLinking(account)
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.channelAccounts.key() })
  const rename = useMutation(api.channelAccounts.rename.mutationOptions({ onSuccess }))
  const unlink = useMutation(api.channelAccounts.unlink.mutationOptions({ onSuccess }))
  const remove = useMutation(api.channelAccounts.remove.mutationOptions({ onSuccess }))
  const isUnlinked = account.link.kind === 'unlinked' || account.link.kind === 'ended'

  function handleUnlink(): void {
    modals.openConfirmModal({
      title: t('unlinkTitle', { name: account.name }),
      children: <Text size="sm">{t('unlinkHint')}</Text>,
      labels: { confirm: t('unlink'), cancel: t('keep') },
      confirmProps: { color: 'red' },
      onConfirm: () => unlink.mutate({ id: account.id }),
    })
  }

  return (
    <Paper withBorder p="md" component="article" aria-label={account.name}>
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap">
          <StatusDot severity={linkSeverity(account.link)} />
          <Stack gap={0} flex={1} miw={0}>
            <EditableName
              name={account.name}
              label={t('name')}
              maxLength={60}
              isReadOnly={!isAdmin}
              onSave={name => rename.mutateAsync({ id: account.id, version: account.version, name })}
            />
            <Text size="xs" c="dimmed" className="tabular">
              {account.phoneNumber !== null &&
                account.link.kind !== 'connected' &&
                `${phoneForDisplay(account.phoneNumber)} · `}
              {words.title}
            </Text>
          </Stack>
          {account.queuedCount > 0 && (
            <Badge variant="light" color="yellow" tt="none" fw={500}>
              {t('queued', { count: account.queuedCount })}
            </Badge>
          )}
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('actionsOf', { name: account.name })}>
                <IconDots size={18} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconRefresh size={16} />} disabled={isUnlinked} onClick={linking.reconnect}>
                {t('reconnectNow')}
              </Menu.Item>
              {isAdmin && (
                <>
                  <Menu.Item
                    leftSection={<IconPlugConnectedX size={16} />}
                    disabled={account.link.kind === 'unlinked'}
                    onClick={handleUnlink}
                  >
                    {t('unlink')}
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconTrash size={16} />}
                    color="red"
                    disabled={!isUnlinked}
                    onClick={() => remove.mutate({ id: account.id })}
                  >
                    {isUnlinked ? t('remove') : t('removeAfterUnlink')}
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        </Group>
        {isAdmin && words.words !== 'connected' && <LinkPanel account={account} />}
        <NumberHealth account={account} isAdmin={isAdmin} />
        {!isAdmin && words.remedy === 'link' && (
          <Text size="sm" c="dimmed">
            {t('askAdmin')}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}
