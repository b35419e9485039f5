import { Button, Group, Tabs } from '@mantine/core'
import { IconDownload, IconSend } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useWordProblem } from '../../i18n/use-word-problem.ts'
import { rpc } from '../../rpc/api.ts'
import { saveAddress } from '../../rpc/save-address.ts'
import { Page } from '../../ui/page.tsx'
import { showProblemToast } from '../../ui/toast.tsx'
import { HistoryPanel } from '../report-sending/history-panel.tsx'
import { RecipientsPanel } from '../report-sending/recipients-panel.tsx'
import { SchedulesPanel } from '../report-sending/schedules-panel.tsx'
import { SendReport } from '../report-sending/send-report.tsx'
import { TextsPanel } from '../report-sending/texts-panel.tsx'
import { Builder } from './builder.tsx'
import { Preview } from './preview.tsx'
import classes from './reports.module.css'
import { useRequest } from './use-request.ts'

/** What the office's numbers say, put together for whoever is to read it; and who gets it, when, and what was sent. */
export function ReportsPage() {
  const { t } = useTranslation('reports')
  const word = useWordProblem()
  const asked = useRequest()
  const { request } = asked
  const [tab, setTab] = useState<string | null>('report')
  const [isSending, setIsSending] = useState(false)
  const exporting = useMutation({
    mutationFn: async () => (request === null ? null : await rpc.reports.exportPdf(request)),
    onSuccess: address => address !== null && saveAddress(address.url),
    onError: error => showProblemToast(word(error)),
  })
  return (
    <Page
      title={t('title')}
      actions={
        tab === 'report' && (
          <Group gap="xs" wrap="nowrap">
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              disabled={request === null}
              loading={exporting.isPending}
              onClick={() => exporting.mutate()}
            >
              {t('savePdf')}
            </Button>
            <Button
              leftSection={<IconSend size={16} aria-hidden />}
              disabled={request === null}
              onClick={() => setIsSending(true)}
            >
              {t('reportSending:send')}
            </Button>
          </Group>
        )
      }
    >
      <Tabs value={tab} onChange={setTab} keepMounted={false} className={classes.tabs}>
        <Tabs.List px="lg">
          {(['report', 'recipients', 'schedules', 'history', 'texts'] as const).map(name => (
            <Tabs.Tab key={name} value={name}>
              {t(`reportSending:tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="report" className={classes.panel}>
          <div className={classes.page}>
            <Builder {...asked} />
            <Preview request={request} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="recipients" className={classes.panel} p="lg">
          <RecipientsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="schedules" className={classes.panel} p="lg">
          <SchedulesPanel />
        </Tabs.Panel>
        <Tabs.Panel value="history" className={classes.panel} p="lg">
          <HistoryPanel />
        </Tabs.Panel>
        <Tabs.Panel value="texts" className={classes.panel} p="lg">
          <TextsPanel />
        </Tabs.Panel>
      </Tabs>
      {isSending && request !== null && <SendReport request={request} onClose={() => setIsSending(false)} />}
    </Page>
  )
}
