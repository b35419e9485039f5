import { Anchor, Button, Group, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { FrontPage } from '../../ui/front-page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StepProgress } from '../../ui/step-progress.tsx'
import { LinkPanel } from './link-panel.tsx'
import { LinkRisk } from './link-risk.tsx'

const STEPS = 4

interface LinkFirstNumberProps {
  onDone(): void
}

/** The last step of the first run. Skipping it is fine: Settings has the same. */
export function LinkFirstNumber({ onDone }: LinkFirstNumberProps) {
  const { t } = useTranslation('channelAccounts')
  const queries = useQueryClient()
  const { data: accounts } = useQuery(api.channelAccounts.list.queryOptions())
  const create = useMutation(
    api.channelAccounts.create.mutationOptions({
      meta: { isProblemShown: true },
      onSuccess: () => queries.invalidateQueries({ queryKey: api.channelAccounts.key() }),
    }),
  )
  const account = accounts?.[0]
  const isConnected = account?.link.kind === 'connected'

  function handleStart(): void {
    create.mutate({ id: newId<ChannelAccountId>(), name: t('firstName') })
  }

  return (
    <FrontPage
      width={640}
      lead={<StepProgress step={STEPS} of={STEPS} />}
      title={t('linkFirstTitle')}
      subtitle={t('linkFirstHint')}
    >
      <Stack gap="lg">
        {account === undefined ? (
          <>
            <LinkRisk />
            {create.isError && <ProblemNotice error={create.error} />}
            <Group justify="space-between">
              <Anchor component="button" type="button" size="sm" onClick={onDone}>
                {t('skip')}
              </Anchor>
              <Button loading={create.isPending} disabled={accounts === undefined} onClick={handleStart}>
                {t('startLinking')}
              </Button>
            </Group>
          </>
        ) : (
          <>
            <LinkPanel account={account} />
            <Group justify="flex-end">
              {isConnected ? (
                <Button onClick={onDone}>{t('toInbox')}</Button>
              ) : (
                <Anchor component="button" type="button" size="sm" onClick={onDone}>
                  {t('skip')}
                </Anchor>
              )}
            </Group>
          </>
        )}
      </Stack>
    </FrontPage>
  )
}
