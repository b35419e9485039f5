import { Button, Group, List, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { AdStatusChange } from '#shared/contract/insights.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useNow } from '../../ui/use-now.ts'
import { useStatusWords } from './use-status-words.ts'

const AT_A_TIME = 8

/** What began or ceased to run, by whom and when, as far as Meta tells (row A8). */
export function StatusChanges() {
  const { t } = useTranslation('ads')
  const changes = useInfiniteQuery(
    api.insights.statusChanges.infiniteOptions({
      input: (cursor: string | null) => ({ cursor, limit: AT_A_TIME }),
      initialPageParam: null as string | null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  const items = changes.data?.pages.flatMap(page => page.items) ?? []
  if (items.length === 0) return null
  return (
    <section aria-labelledby="ad-status-changes">
      <Title order={2} size="h4" id="ad-status-changes" mb="xs">
        {t('changesTitle')}
      </Title>
      <List listStyleType="none" spacing={6}>
        {items.map(change => (
          <Change key={change.id} change={change} />
        ))}
      </List>
      {changes.hasNextPage && (
        <Group mt="xs">
          <Button
            variant="default"
            size="compact-sm"
            loading={changes.isFetchingNextPage}
            onClick={() => void changes.fetchNextPage()}
          >
            {t('more')}
          </Button>
        </Group>
      )}
    </section>
  )
}

function Change({ change }: { readonly change: AdStatusChange }) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const now = useNow(60_000)
  const { wordStatus } = useStatusWords()
  const { level, name, effectiveBefore, effectiveAfter, actor, happenedAt, noticedAt } = change
  const when =
    happenedAt === null ? t('noticedAt', { when: format.moment(noticedAt, now) }) : format.moment(happenedAt, now)
  return (
    <List.Item>
      <Text size="sm">
        <b>{name}</b> ({t(`levels.${level}`)}): {wordStatus(effectiveBefore)} → {wordStatus(effectiveAfter)}
      </Text>
      <Text size="xs" c="dimmed">
        {`${t(`actors.${actor}`)} · ${when}`}
      </Text>
    </List.Item>
  )
}
