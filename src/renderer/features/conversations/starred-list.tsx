import { Button } from '@mantine/core'
import { IconStar } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FoundMessage } from '#shared/contract/conversations.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import { ConversationListSkeleton } from './conversation-list.tsx'
import { wordPreview } from './kind-words.ts'
import classes from './starred-list.module.css'

/** The messages with a star, each a way to its place in its chat. */
export function StarredList() {
  const { t } = useTranslation('conversations')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    api.messages.starred.infiniteOptions({
      input: (cursor: string | null) => ({ cursor }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  if (data === undefined) {
    return error === null ? (
      <ConversationListSkeleton />
    ) : (
      <div className={classes.notice}>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      </div>
    )
  }
  const found = data.pages.flatMap(page => page.items)
  if (found.length === 0) {
    return (
      <EmptyState icon={<IconStar size={32} stroke={1.4} />} title={t('noStars')}>
        {t('noStarsText')}
      </EmptyState>
    )
  }
  return (
    <div className={classes.scroller}>
      <ul className={classes.list} aria-label={t('starredLabel')}>
        {found.map(message => (
          <li key={message.id}>
            <StarredMessage message={message} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('showMore')}
          </Button>
        </div>
      )}
    </div>
  )
}

function StarredMessage({ message }: { readonly message: FoundMessage }) {
  const { t } = useTranslation('conversations')
  const format = useFormat()
  const now = useNow(60_000)
  const { colleagueOf } = useColleagues()
  const { leadName, direction, sentBy, kind, excerpt, sortAt } = message
  const author = direction === 'in' ? null : (colleagueOf(sentBy)?.name ?? t('ours'))
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: message.conversationId }}
      search={before => ({ ...before, message: message.id })}
      preload={false}
      className={classes.row}
    >
      <span className={classes.top}>
        <span className={classes.name}>{leadName}</span>
        <time className={classes.time} dateTime={new Date(sortAt).toISOString()} title={format.dateTime(sortAt)}>
          {format.short(sortAt, now)}
        </time>
      </span>
      <span className={classes.text}>
        {author !== null && <span className={classes.author}>{author}: </span>}
        {wordPreview(kind, excerpt.text, t)}
      </span>
    </Link>
  )
}
