import { Skeleton, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import { LinkEnd, LinkTrouble } from '#shared/domain/link-state.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { api } from '../../rpc/api.ts'

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
      {events.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('noLinkHistory')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={420} mah={280}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('linkWhen')}</Table.Th>
                <Table.Th>{t('linkEvent')}</Table.Th>
                <Table.Th>{t('linkCode')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {events.map(({ at, kind, reason, code }, index) => (
                // Two may share their instant, and none ever moves: they only grow at the top.
                <Table.Tr key={events.length - index}>
                  <Table.Td className="tabular">{format.dateTime(at)}</Table.Td>
                  <Table.Td>
                    {t(`linkKind.${kind}`)}
                    {wordReason(reason)}
                  </Table.Td>
                  <Table.Td className="tabular">{code}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  )
}
