import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'
import { useLinkWords } from '../channel-accounts/use-link-words.ts'

const MINUTE = 60_000

/** Above the chats while those of the phone come in: why more and more of them appear. */
export function HistoryLine() {
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  const wordsOf = useLinkWords()
  const now = useNow(MINUTE)
  return accounts
    .filter(({ link }) => link.kind === 'connected' && link.syncProgress !== null)
    .map(({ id, link }) => (
      <Text key={id} size="xs" c="dimmed" px="md" py={6} role="status">
        {wordsOf(link, now).title}
      </Text>
    ))
}
