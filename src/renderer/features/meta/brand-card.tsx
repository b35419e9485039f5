import { ActionIcon, Button, Divider, Group, Menu, Paper, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArchive, IconDots } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Brand } from '#shared/contract/brands.ts'
import type { MetaConnection } from '#shared/contract/meta.ts'
import { metaSeverity, soonerOf } from '#shared/domain/meta-connection.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { CountrySelect } from '../../ui/country-select.tsx'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { EditableName } from '../../ui/editable-name.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { showUndoToast } from '../../ui/toast.tsx'
import { useNow } from '../../ui/use-now.ts'
import { ConnectionLeads } from '../meta-leads/connection-leads.tsx'
import { ConnectWizard } from './connect-wizard.tsx'
import { ConnectionDetails } from './connection-details.tsx'

const HOUR = 3_600_000

interface BrandCardProps {
  readonly brand: Brand
  readonly connection: MetaConnection | undefined
  readonly isAdmin: boolean
}

export function BrandCard({ brand, connection, isAdmin }: BrandCardProps) {
  const { t } = useTranslation('meta')
  const queries = useQueryClient()
  const now = useNow(HOUR)
  const [isConnecting, connecting] = useDisclosure(false)
  const renew = () => queries.invalidateQueries({ queryKey: api.brands.key() })
  const update = useMutation(api.brands.update.mutationOptions({ onSettled: renew }))
  const setArchived = useMutation(api.brands.setArchived.mutationOptions({ onSettled: renew }))
  const isConnected = connection !== undefined && connection.state !== 'disconnected'
  const { id, version, name, defaultCountry } = brand

  function handleArchive(): void {
    setArchived.mutate(
      { id, isArchived: true },
      {
        onSuccess: () =>
          showUndoToast(`brand-${id}`, t('archived', { name }), () => setArchived.mutate({ id, isArchived: false })),
      },
    )
  }

  return (
    <Paper withBorder p="md" component="article" aria-label={name}>
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap">
          <StatusDot severity={isConnected ? severityOf(connection, now) : 'off'} />
          <Stack gap={0} flex={1} miw={0}>
            <EditableName
              name={name}
              label={t('brandName')}
              maxLength={80}
              isReadOnly={!isAdmin}
              onSave={next => update.mutateAsync({ id, version, name: next, defaultCountry })}
            />
            <Text size="xs" c="dimmed" truncate>
              {isConnected ? `${connection.pageName} · ${t(`state.${connection.state}`)}` : t('notConnected')}
            </Text>
          </Stack>
          {isAdmin && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon aria-label={t('actionsOf', { name })}>
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconArchive size={16} />} disabled={isConnected} onClick={handleArchive}>
                  {isConnected ? t('archiveAfterDisconnect') : t('archive')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
        {isConnected ? (
          <ConnectionDetails connection={connection} brandName={name} isAdmin={isAdmin} />
        ) : (
          <Group gap="sm">
            <DisabledReason reason={isAdmin ? null : t('onlyAdmins')}>
              <Button onClick={connecting.open}>{t(connection ? 'connectAgain' : 'connect')}</Button>
            </DisabledReason>
            <Text size="sm" c="dimmed">
              {t('notConnectedHint')}
            </Text>
          </Group>
        )}
        <CountrySelect
          label={t('brandCountry')}
          description={t('brandCountryHint')}
          placeholder={t('officeCountry')}
          maw={340}
          clearable={isAdmin}
          readOnly={!isAdmin}
          value={defaultCountry}
          onChange={country => update.mutate({ id, version, name, defaultCountry: country })}
        />
        {isConnected && (
          <>
            <Divider />
            <ConnectionLeads connectionId={connection.id} />
          </>
        )}
      </Stack>
      {isAdmin && (
        <ConnectWizard brand={brand} connection={connection} isOpen={isConnecting} onClose={connecting.close} />
      )}
    </Paper>
  )
}

function severityOf({ state, problem, expiresAt, dataAccessExpiresAt }: MetaConnection, now: number) {
  const endsAt = soonerOf(expiresAt, dataAccessExpiresAt)
  return metaSeverity({ state, problem: problem?.kind ?? null, endsAt }, now)
}
