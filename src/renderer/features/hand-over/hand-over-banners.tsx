import { Button, Group } from '@mantine/core'
import { IconArrowsTransferDown } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { HandOverNotice } from '#shared/contract/bulk-actions.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { Banner } from '../../ui/banner.tsx'
import { useColleagues } from '../leads/use-office-people.ts'

/** What was handed over to whoever sits here, until they have seen it: how much, and what of it waits. */
export function HandOverBanners() {
  const { data: notices = [] } = useQuery(api.bulkActions.receivedHandOvers.queryOptions())
  return notices.map(notice => <Received key={notice.runId} notice={notice} />)
}

function Received({
  notice: { runId, fromId, leads, nextActions, waitingChats, appointments },
}: {
  readonly notice: HandOverNotice
}) {
  const { t } = useTranslation('handOver')
  const format = useFormat()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { colleagueOf } = useColleagues()
  const seen = useMutation(
    api.bulkActions.noteHandOverSeen.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.bulkActions.receivedHandOvers.key() }),
    }),
  )
  const counted = (key: 'nextActions' | 'waitingChats' | 'appointments', count: number) =>
    count === 0 ? [] : [t(key, { count, formatted: format.number(count) })]
  const waiting = [
    ...counted('waitingChats', waitingChats),
    ...counted('nextActions', nextActions),
    ...counted('appointments', appointments),
  ]
  const name = colleagueOf(fromId)?.name ?? t('someone')
  const words = t('received', { name, count: leads, formatted: format.number(leads) })
  return (
    <Banner
      tone="waiting"
      icon={IconArrowsTransferDown}
      action={
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => void navigate({ to: '/leads', search: { run: runId, owner: ['me'] } })}
          >
            {t('show')}
          </Button>
          <Button variant="default" size="compact-sm" loading={seen.isPending} onClick={() => seen.mutate({ runId })}>
            {t('seen')}
          </Button>
        </Group>
      }
    >
      {waiting.length === 0 ? `${words}.` : `${words}: ${waiting.join(', ')}.`}
    </Banner>
  )
}
