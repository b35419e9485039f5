import { Anchor, Button, Group, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
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
  const start = useMutation({
    meta: { isProblemShown: true },
    async mutationFn() {
      const { id } = await rpc.channelAccounts.create({ id: newId<ChannelAccountId>(), name: t('firstName') })
      return rpc.channelAccounts.startLinking({ id, method: { kind: 'qr' } })
    },
    // Whatever came of it: a number that was made but not started stands here with its own button.
    onSettled: () => queries.invalidateQueries({ queryKey: api.channelAccounts.key() }),
  })
  const account = accounts?.[0]
  const isConnected = account?.link.kind === 'connected'

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
            {start.isError && <ProblemNotice error={start.error} />}
            <Group justify="space-between">
              <Anchor component="button" type="button" size="sm" onClick={onDone}>
                {t('skip')}
              </Anchor>
              <Button loading={start.isPending} disabled={accounts === undefined} onClick={() => start.mutate()}>
                {t('showQr')}
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
