import { Button, Modal, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ConsentEvent } from '#shared/contract/consents.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import classes from './consents-section.module.css'

interface ConsentHistoryProps {
  readonly leadId: LeadId
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Everything that was said, each with its proof: when, where, to which words, and who wrote it down. */
export function ConsentHistory({ leadId, isOpen, onClose }: ConsentHistoryProps) {
  const { t } = useTranslation('consents')
  const history = useInfiniteQuery(
    api.consents.history.infiniteOptions({
      input: (cursor: string | null) => ({ leadId, cursor, limit: 20 }),
      initialPageParam: null as string | null,
      getNextPageParam: page => page.nextCursor,
      enabled: isOpen,
    }),
  )
  const events = history.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t('consents:historyTitle')}
      closeButtonProps={{ 'aria-label': t('frame:close') }}
    >
      {history.error && <ProblemNotice error={history.error} onRetry={() => void history.refetch()} />}
      {history.isSuccess && events.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('consents:historyEmpty')}
        </Text>
      )}
      <ol className={classes.events}>
        {events.map(event => (
          <EventItem key={event.id} event={event} />
        ))}
      </ol>
      {history.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          mt="sm"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('consents:older')}
        </Button>
      )}
    </Modal>
  )
}

function EventItem({ event }: { readonly event: ConsentEvent }) {
  const { t } = useTranslation('consents')
  const format = useFormat()
  const { colleagueOf } = useColleagues()
  const channel = t(`leads:consentChannels.${event.channel}`)
  const by = event.staffId === null ? t('leads:system') : (colleagueOf(event.staffId)?.name ?? t('leads:someone'))
  const { wording } = event
  const text =
    wording?.name && wording.number !== null
      ? t('consents:textVersion', { name: wording.name, number: wording.number })
      : null
  return (
    <li className={classes.event}>
      <div>
        <strong>{t(`consents:said.${event.action}`)}</strong> · {channel} ·{' '}
        {event.value === '' ? t('consents:hiddenNumber') : event.value}
      </div>
      <div className={classes.foot}>
        <time dateTime={new Date(event.happenedAt).toISOString()} className="tabular">
          {format.dateTime(event.happenedAt)}
        </time>
        {` · ${t(`consents:sources.${event.source}`)} · ${by}`}
        {event.reference !== null && ` · ${t('consents:reference', { reference: event.reference })}`}
      </div>
      {event.isWithoutEffect && <div className={classes.foot}>{t('consents:withoutEffect')}</div>}
      {event.note !== null && <div>{event.note}</div>}
      {wording !== null && (
        <blockquote className={classes.words}>
          {text !== null && <div className={classes.foot}>{text}</div>}
          {wording.body}
        </blockquote>
      )}
    </li>
  )
}
