import { useQuery } from '@tanstack/react-query'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useConnection } from '../../rpc/use-connection.ts'

/** Why a message written now would wait, in words; null when it leaves at once. */
export function useWaitingReason(channelAccountId: ChannelAccountId, isFirstContact: boolean): string | null {
  const { t } = useTranslation('conversations')
  const connection = useConnection()
  const { data: accounts } = useQuery(api.channelAccounts.list.queryOptions())
  const { data: health } = useQuery(
    api.channelAccounts.health.queryOptions({ input: { id: channelAccountId }, enabled: isFirstContact }),
  )
  if (connection.kind === 'lost') return t('coreLost')
  const account = accounts?.find(one => one.id === channelAccountId)
  if (account !== undefined && account.link.kind !== 'connected') return t('linkDown')
  const isHeldBack = isFirstContact && health?.canStillStart === 0
  if (!isHeldBack) return null
  return t(health.reachOutLockedUntil === null ? 'newChatLimit' : 'reachOutLocked')
}
