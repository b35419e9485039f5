import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OverviewReport } from '#shared/contract/overview.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { FiguresTable } from './figures-table.tsx'
import { Panel } from './panel.tsx'

/** What each source, or each campaign, has brought. */
export function Breakdown({ report: { sources, campaigns } }: { readonly report: OverviewReport }) {
  const { t } = useTranslation('overview')
  const [by, setBy] = useState<'source' | 'campaign'>('source')
  const { data: origins } = useQuery(api.leads.origins.queryOptions())
  const names = new Map(origins?.campaigns.map(({ id, name }) => [id, name]))
  const rows =
    by === 'source'
      ? sources.map(figures => ({
          ...{ key: figures.source, label: t(`leads:sources.${figures.source}`), figures },
          about: { source: [figures.source] },
        }))
      : campaigns.map(figures => {
          const { campaignId: id } = figures
          return {
            ...{ key: id ?? '', label: id === null ? t('noCampaign') : (names.get(id) ?? id), figures },
            about: id === null ? null : { campaign: [id] },
          }
        })
  return (
    <Panel
      title={t('origins')}
      action={
        <SegmentedControl
          size="xs"
          aria-label={t('originsBy')}
          value={by}
          data={[
            { value: 'source', label: t('bySource') },
            { value: 'campaign', label: t('byCampaign') },
          ]}
          onChange={value => setBy(value === 'campaign' ? 'campaign' : 'source')}
        />
      }
    >
      <FiguresTable by={by === 'source' ? t('source') : t('campaign')} rows={rows} />
    </Panel>
  )
}
