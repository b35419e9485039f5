import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { LinkEnd, LinkTrouble } from '#shared/domain/link-state.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { DiagnosticsTable } from './diagnostics-table.tsx'

const Reason = LinkTrouble.or(LinkEnd)

/** What became of one number's link (row E43). */
export function LinkHistory({ account }: { readonly account: ChannelAccount }) {
  const { t } = useTranslation('diagnostics')
  const format = useFormat()
  const { data: events } = useQuery(
    api.diagnostics.linkHistory.queryOptions({ input: { channelAccountId: account.id } }),
  )

  function wordReason(reason: string | null): string {
    const known = Reason.safeParse(reason)
    return known.success ? ` · ${t(`linkReason.${known.data}`)}` : ''
  }

  if (events === undefined) return <Skeleton height={80} />
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500}>
        {account.name}
      </Text>
      <DiagnosticsTable
        rows={events}
        // Two may share their instant, and none ever moves: they only grow at the top.
        keyOf={(_event, index) => events.length - index}
        empty={t('noLinkHistory')}
        minWidth={420}
        columns={[
          { title: t('linkWhen'), cell: ({ at }) => format.dateTime(at), isTabular: true },
          { title: t('linkEvent'), cell: ({ kind, reason }) => `${t(`linkKind.${kind}`)}${wordReason(reason)}` },
          { title: t('linkCode'), cell: ({ code }) => code, isTabular: true },
        ]}
      />
    </Stack>
  )
}
