import { Badge, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { Page } from '../../ui/page.tsx'
import { ScheduledList } from '../scheduled-messages/scheduled-list.tsx'
import { ChangeRequestList } from './change-request-list.tsx'
import { LateList } from './late-list.tsx'
import { UpcomingList } from './upcoming-list.tsx'

/** What goes out by itself: what waits for a decision first, then what patients ask for, then what comes next. */
export function OutgoingPage() {
  const { t } = useTranslation('reminders')
  const { data: counts } = useQuery(api.reminders.counts.queryOptions())
  const [tab, setTab] = useState<string | null>(null)
  const first = counts !== undefined && counts.late === 0 && counts.changeRequests > 0 ? 'requests' : 'late'
  return (
    <Page title={t('outgoing')}>
      <Tabs value={tab ?? first} onChange={setTab} px="lg" pt="sm">
        <Tabs.List>
          <Tabs.Tab value="late" rightSection={<Count of={counts?.late ?? 0} />}>
            {t('late')}
          </Tabs.Tab>
          <Tabs.Tab value="requests" rightSection={<Count of={counts?.changeRequests ?? 0} />}>
            {t('requests')}
          </Tabs.Tab>
          <Tabs.Tab value="upcoming">{t('upcoming')}</Tabs.Tab>
          <Tabs.Tab value="scheduled">{t('scheduledMessages:tab')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="late" pt="md">
          <LateList />
        </Tabs.Panel>
        <Tabs.Panel value="requests" pt="md">
          <ChangeRequestList />
        </Tabs.Panel>
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
