import { Badge, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { Page } from '../../ui/page.tsx'
import { InboundTextList } from '../inbound-texts/inbound-text-list.tsx'
import { OutboxList } from '../outbox/outbox-list.tsx'
import { ScheduledList } from '../scheduled-messages/scheduled-list.tsx'
import { ChangeRequestList } from './change-request-list.tsx'
import { LateList } from './late-list.tsx'
import { OUTGOING_TABS, type OutgoingTab } from './outgoing-search.ts'
import { UpcomingList } from './upcoming-list.tsx'

/** What goes out, by itself and by hand, and what people answered: what waits for a decision stands first. */
export function OutgoingPage() {
  const { t } = useTranslation('reminders')
  const isManager = useSignedInStaff().role !== 'consultant'
  const navigate = useNavigate({ from: '/outgoing' })
  const { tab, state = null } = useSearch({ from: '/outgoing' })
  const { data: counts } = useQuery(api.reminders.counts.queryOptions())
  const { data: texts } = useQuery(api.inboundTexts.counts.queryOptions())
  const { data: outbox } = useQuery(api.outbox.counts.queryOptions({ enabled: isManager }))
  const undecided = isManager ? (outbox?.unknown ?? 0) : 0
  const chosen = tab === 'outbox' && !isManager ? undefined : tab

  function firstWithWork(): OutgoingTab {
    if (counts === undefined || counts.late > 0) return 'late'
    if (counts.changeRequests > 0) return 'requests'
    if ((texts?.unread ?? 0) > 0) return 'inbound'
    return undecided > 0 ? 'outbox' : 'late'
  }

  return (
    <Page title={t('outgoing')}>
      <Tabs
        value={chosen ?? firstWithWork()}
        onChange={value =>
          void navigate({ search: { tab: OUTGOING_TABS.find(one => one === value) ?? 'late' }, replace: true })
        }
        keepMounted={false}
        px="lg"
        pt="sm"
      >
        <Tabs.List>
          <Tabs.Tab value="late" rightSection={<Count of={counts?.late ?? 0} />}>
            {t('late')}
          </Tabs.Tab>
          <Tabs.Tab value="requests" rightSection={<Count of={counts?.changeRequests ?? 0} />}>
            {t('requests')}
          </Tabs.Tab>
          <Tabs.Tab value="inbound" rightSection={<Count of={texts?.unread ?? 0} />}>
            {t('outbox:inbound.tab')}
          </Tabs.Tab>
          {isManager && (
            <Tabs.Tab value="outbox" rightSection={<Count of={undecided} />}>
              {t('outbox:tab')}
            </Tabs.Tab>
          )}
          <Tabs.Tab value="upcoming">{t('upcoming')}</Tabs.Tab>
          <Tabs.Tab value="scheduled">{t('scheduledMessages:tab')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="late" pt="md">
          <LateList />
        </Tabs.Panel>
        <Tabs.Panel value="requests" pt="md">
          <ChangeRequestList />
        </Tabs.Panel>
        <Tabs.Panel value="inbound" pt="md">
          <InboundTextList />
        </Tabs.Panel>
        {isManager && (
          <Tabs.Panel value="outbox" pt="md">
            <OutboxList
              state={state}
              onState={next =>
                void navigate({ search: { tab: 'outbox', ...(next !== null && { state: next }) }, replace: true })
              }
            />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="scheduled" pt="md">
          <ScheduledList conversationId={null} />
        </Tabs.Panel>
        <Tabs.Panel value="upcoming" pt="md">
          <UpcomingList />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function Count({ of }: { readonly of: number }) {
  if (of === 0) return null
  return (
    <Badge size="sm" circle={of < 10} color="red">
      {of}
    </Badge>
  )
}
