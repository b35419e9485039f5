import { DataList } from '@mantine/core'
import type { z } from 'zod'
import type { DiagnosticsSummary } from '#shared/contract/diagnostics.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'

const MINUTE = 60_000

interface SummaryListProps {
  readonly summary: z.infer<typeof DiagnosticsSummary>
}

export function SummaryList({ summary }: SummaryListProps) {
  const { t } = useTranslation('diagnostics')
  const format = useFormat()
  const now = useNow(MINUTE)
  const lines = [
    ['version', summary.programVersion],
    ['runtime', summary.runtime],
    ['startedAt', `${format.dateTime(summary.startedAt)} (${format.age(summary.startedAt, now)})`],
    ['database', t('databaseValue', { size: format.bytes(summary.databaseBytes), schema: summary.databaseSchema })],
    ['backup', summary.newestBackupAt === null ? t('noBackup') : format.age(summary.newestBackupAt, now)],
    ['jobsWaiting', format.number(summary.jobsWaiting)],
    ['jobsFailed', format.number(summary.jobsFailed)],
    ['journalPending', format.number(summary.journalPending)],
    ['scheduler', t(summary.isSchedulerRunning ? 'schedulerRuns' : 'schedulerStands')],
  ] as const
  return (
    <DataList size="sm" labelWidth={240} gap={6}>
      {lines.map(([label, value]) => (
        <DataList.Item key={label}>
          <DataList.ItemLabel>{t(label)}</DataList.ItemLabel>
          <DataList.ItemValue className="tabular">{value}</DataList.ItemValue>
        </DataList.Item>
      ))}
    </DataList>
  )
}
