import { Button, Group, Modal, Skeleton, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MetaConnection } from '#shared/contract/meta.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { AdAccountChoice } from './ad-account-choice.tsx'
import { MetaRefusal } from './meta-problem-text.tsx'

interface AdAccountsFieldProps {
  readonly connection: MetaConnection
  readonly canChange: boolean
}

/** The chosen ad accounts; what may be chosen is asked of Meta only when somebody wants to change them. */
export function AdAccountsField({ connection, canChange }: AdAccountsFieldProps) {
  const { t } = useTranslation('meta')
  const [isOpen, { open, close }] = useDisclosure(false)
  const names = connection.adAccounts.map(({ name, currency }) => `${name} (${currency})`)
  return (
    <Stack gap={2}>
      <Text size="sm" fw={500}>
        {t('adAccounts')}
      </Text>
      <Group gap="sm">
        <Text size="sm" c={names.length === 0 ? 'dimmed' : undefined}>
          {names.length === 0 ? t('noneChosen') : names.join(', ')}
        </Text>
        {canChange && (
          <Button size="compact-xs" variant="default" onClick={open}>
            {t('choose')}
          </Button>
        )}
      </Group>
      <Modal
        opened={isOpen}
        onClose={close}
        title={t('adAccounts')}
        closeButtonProps={{ 'aria-label': t('frame:close') }}
      >
        <ChooseAccounts connection={connection} onClose={close} />
      </Modal>
    </Stack>
  )
}

function ChooseAccounts({ connection, onClose }: { readonly connection: MetaConnection; onClose(): void }) {
  const { t } = useTranslation('meta')
  const queries = useQueryClient()
  const { id } = connection
  const found = useQuery(api.meta.findAdAccounts.queryOptions({ input: { id }, staleTime: 0, retry: false }))
  const [chosen, setChosen] = useState(connection.adAccounts.map(({ externalId }) => externalId))
  const choose = useMutation(
    api.meta.chooseAdAccounts.mutationOptions({
      meta: { isProblemShown: true },
      async onSuccess() {
        await queries.invalidateQueries({ queryKey: api.meta.connections.key() })
        onClose()
      },
    }),
  )
  return (
    <Stack gap="md">
      {found.isPending && <Skeleton height={120} />}
      {found.isError && <MetaRefusal error={found.error} />}
      {found.data && <AdAccountChoice accounts={found.data} chosen={chosen} onChange={setChosen} />}
      <MetaRefusal error={choose.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          disabled={!found.data}
          loading={choose.isPending}
          onClick={() => choose.mutate({ id, adAccountIds: chosen })}
        >
          {t('save')}
        </Button>
      </Group>
    </Stack>
  )
}
