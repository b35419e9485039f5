import { Button, Tabs } from '@mantine/core'
import { IconArrowDownLeft, IconArrowUpRight, IconHistory } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Message } from '#shared/contract/conversations.ts'
import type { Lead } from '#shared/contract/leads.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { wordPreview } from '../conversations/kind-words.ts'
import { LeadChat } from '../conversations/lead-chat.tsx'
import { MessageAttachment } from '../conversations/message-attachment.tsx'
import { LeadFiles } from '../files/lead-files.tsx'
import { Happening } from './happening.tsx'
import classes from './lead-card.module.css'
import pageClasses from './lead-page.module.css'
import { LEAD_TABS, type LeadTab, parseLeadPageSearch } from './lead-page-search.ts'
import { mergeTimeline } from './merge-timeline.ts'
import { useColleagues } from './use-office-people.ts'
import { useLeadMessages, useTimeline } from './use-timeline.ts'

/** Everything that happened and was said with a person, as one list, or one part of it. */
export function PageTimeline({ lead }: { readonly lead: Lead }) {
  const { t } = useTranslation('leads')
  const { tab = 'all', ...files } = useSearch({ from: '/leads/$leadId/page' })
  const navigate = useNavigate({ from: '/leads/$leadId/page' })
  function setTab(next: LeadTab) {
    void navigate({ search: next === 'all' ? files : { ...files, tab: next }, replace: true })
  }

  return (
    <Tabs
      value={tab}
      onChange={value => setTab(LEAD_TABS.find(one => one === value) ?? 'all')}
      keepMounted={false}
      className={pageClasses.timeline}
      data-is-filling={tab === 'files' || tab === 'chat'}
    >
      <Tabs.List aria-label={t('timelineFor', { name: lead.name })}>
        {LEAD_TABS.map(one => (
          <Tabs.Tab key={one} value={one}>
            {t(`timelineTabs.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {LEAD_TABS.map(one => (
        <Tabs.Panel key={one} value={one} pt="md">
          {one === 'files' ? (
            <LeadFiles
              key={lead.id}
              lead={lead}
              search={files}
              onSearch={search =>
                void navigate({ search: parseLeadPageSearch({ tab: 'files', ...search }), replace: true })
              }
            />
          ) : one === 'chat' ? (
            <LeadChat key={lead.id} leadId={lead.id} otherwise={<TimelineOf lead={lead} tab="chat" />} />
          ) : (
            <TimelineOf lead={lead} tab={one} />
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

function TimelineOf({ lead, tab }: { readonly lead: Lead; readonly tab: Exclude<LeadTab, 'files'> }) {
  const { t } = useTranslation('leads')
  const wantsMessages = tab === 'all' || tab === 'chat'
  const happenings = useTimeline(lead.id, tab === 'chat' ? 'all' : tab)
  const messages = useLeadMessages(lead.id, wantsMessages)
  const happened = tab === 'chat' ? [] : happenings.data
  const said = wantsMessages ? messages.data : []
  const error = happenings.error ?? messages.error
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void happenings.refetch()} />
  if (happened === undefined || said === undefined) return null
  const hasMoreHappened = tab !== 'chat' && happenings.hasNextPage
  const hasMoreSaid = wantsMessages && messages.hasNextPage
  const items = mergeTimeline({ items: happened, hasMore: hasMoreHappened }, { items: said, hasMore: hasMoreSaid })
  const hasMore = hasMoreHappened || hasMoreSaid

  /** The list whose loaded part ends later is the one that holds the other back. */
  function handleMore() {
    const endOfHappened = happened?.at(-1)?.happenedAt ?? Infinity
    const endOfSaid = said?.at(-1)?.sortAt ?? Infinity
    if (hasMoreHappened && (!hasMoreSaid || endOfHappened >= endOfSaid)) void happenings.fetchNextPage()
    else void messages.fetchNextPage()
  }

  if (items.length === 0 && !hasMore) {
    return (
      <EmptyState icon={<IconHistory size={32} stroke={1.4} />} title={t(`timelineEmpty.${tab}`)}>
        {t('timelineEmptyText')}
      </EmptyState>
    )
  }
  return (
    <>
      <ol className={classes.happenings}>
        {items.map(item =>
          item.kind === 'message' ? (
            <Said key={item.message.id} message={item.message} leadName={lead.name} />
          ) : (
            <Happening key={item.happening.id} happening={item.happening} isWhole />
          ),
        )}
      </ol>
      {hasMore && (
        <Button
          variant="subtle"
          size="compact-sm"
          mt="sm"
          loading={happenings.isFetchingNextPage || messages.isFetchingNextPage}
          onClick={handleMore}
        >
          {t('showOlder')}
        </Button>
      )}
    </>
  )
}

function Said({ message, leadName }: { readonly message: Message; readonly leadName: string }) {
  const { t } = useTranslation('leads')
  const { t: words } = useTranslation('conversations')
  const format = useFormat()
  const now = useNow(60_000)
  const { colleagueOf } = useColleagues()
  const isInbound = message.direction === 'in'
  const Icon = isInbound ? IconArrowDownLeft : IconArrowUpRight
  const office = message.sentBy === null ? t('fromPhone') : (colleagueOf(message.sentBy)?.name ?? t('someone'))
  return (
    <li className={classes.happening}>
      <Icon size={16} stroke={1.6} className={classes.happeningIcon} aria-hidden />
      <div>
        {message.deletedAt === null && message.attachment !== null && (
          <MessageAttachment messageId={message.id} file={message.attachment} />
        )}
        {(message.body !== '' || message.attachment === null || message.deletedAt !== null) && (
          <div className={pageClasses.said}>
            {message.deletedAt === null ? wordPreview(message.kind, message.body, words) : words('deleted')}
          </div>
        )}
        <div className={classes.noteFoot}>
          <Link
            to="/inbox/$conversationId"
            params={{ conversationId: message.conversationId }}
            className={pageClasses.saidLink}
          >
            <time dateTime={new Date(message.sortAt).toISOString()} className="tabular">
              {format.moment(message.sortAt, now)}
            </time>
          </Link>
          {' · '}
          {isInbound ? leadName : office}
        </div>
      </div>
    </li>
  )
}
