import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { MetaConnection } from '#shared/contract/meta.ts'
import { daysLeft, warningOf } from '#shared/domain/meta-connection.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'
import { AdAccountsField } from './ad-accounts-field.tsx'
import { TestResult } from './connection-check.tsx'
import { MetaProblemText, MetaRefusal } from './meta-problem-text.tsx'
import { PollSelect } from './poll-select.tsx'
import { ReplaceToken } from './replace-token.tsx'

const HOUR = 3_600_000

interface ConnectionDetailsProps {
  readonly connection: MetaConnection
  readonly brandName: string
  readonly isAdmin: boolean
}

/** How one brand is connected, how long that lasts, and what can be done about it. */
export function ConnectionDetails({ connection, brandName, isAdmin }: ConnectionDetailsProps) {
  const { t } = useTranslation('meta')
  const format = useFormat()
  const queries = useQueryClient()
  const [isReplacing, replacing] = useDisclosure(false)
  const { id, version, state, problem, checkedAt } = connection
  const renew = () => queries.invalidateQueries({ queryKey: api.meta.key() })
  const test = useMutation(api.meta.test.mutationOptions({ meta: { isProblemShown: true }, onSettled: renew }))
  const setPollMinutes = useMutation(api.meta.setPollMinutes.mutationOptions({ onSettled: renew }))
  const disconnect = useMutation(api.meta.disconnect.mutationOptions({ onSettled: renew }))

  function handleDisconnect(): void {
    modals.openConfirmModal({
      title: t('disconnectTitle', { name: brandName }),
      children: <Text size="sm">{t('disconnectHint')}</Text>,
      labels: { confirm: t('disconnect'), cancel: t('keep') },
      confirmProps: { color: 'red' },
      onConfirm: () => {
        test.reset()
        disconnect.mutate({ id })
      },
    })
  }

  return (
    <Stack gap="md">
      {problem !== null && test.data === undefined && (
        <Alert color={state === 'needs-login' ? 'red' : 'yellow'} variant="light" p="sm">
          <MetaProblemText problem={problem} />
        </Alert>
      )}
      <Ends connection={connection} />
      <AdAccountsField connection={connection} canChange={isAdmin && state === 'connected'} />
      <PollSelect
        value={setPollMinutes.variables?.pollMinutes ?? connection.pollMinutes}
        isReadOnly={!isAdmin}
        onChange={pollMinutes => setPollMinutes.mutate({ id, version, pollMinutes })}
      />
      <Group gap="sm">
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate({ id })}>
          {t('test')}
        </Button>
        {isAdmin && (
          <>
            <Button variant={state === 'needs-login' ? 'filled' : 'default'} onClick={replacing.open}>
              {t('replaceToken')}
            </Button>
            <Button variant="subtle" color="red" onClick={handleDisconnect}>
              {t('disconnect')}
            </Button>
          </>
        )}
        {checkedAt !== null && (
          <Text size="xs" c="dimmed">
            {t('checkedAt', { time: format.dateTime(checkedAt) })}
          </Text>
        )}
      </Group>
      <MetaRefusal error={test.error} />
      {test.data && <TestResult result={test.data} />}
      {isAdmin && (
        <ReplaceToken
          id={id}
          brandName={brandName}
          isOpen={isReplacing}
          onClose={replacing.close}
          onReplaced={() => test.mutate({ id })}
        />
      )}
    </Stack>
  )
}

/** When the token and the access to data end; amber from two weeks before. */
function Ends({ connection }: { readonly connection: MetaConnection }) {
  const { t } = useTranslation('meta')
  const format = useFormat()
  const now = useNow(HOUR)
  const { tokenKind, expiresAt, dataAccessExpiresAt } = connection
  const lines = [
    { at: expiresAt, words: expiresAt === null ? t('tokenLasts') : t('tokenEnds', { date: format.date(expiresAt) }) },
    ...(dataAccessExpiresAt === null
      ? []
      : [{ at: dataAccessExpiresAt, words: t('dataEnds', { date: format.date(dataAccessExpiresAt) }) }]),
  ]
  return (
    <Stack gap={2}>
      <Text size="sm" fw={500}>
        {t(`tokenKind.${tokenKind}`)}
      </Text>
      {lines.map(({ at, words }) => {
        const left = warningOf(at, now) === null ? null : daysLeft(at, now)
        return (
          <Text key={words} size="sm" c={left === null ? 'dimmed' : 'var(--santral-waiting)'}>
            {words}
            {left !== null && ` · ${t('daysLeft', { count: left })}`}
          </Text>
        )
      })}
    </Stack>
  )
}
