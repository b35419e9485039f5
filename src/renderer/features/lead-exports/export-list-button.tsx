import { ActionIcon, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTableExport } from '@tabler/icons-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { type LeadsSearch, toLeadFilter } from '../leads/leads-search.ts'
import { ExportLeads } from './export-leads.tsx'

/** Takes out everybody whom the list finds, in its order. */
export function ExportListButton({ search }: { readonly search: LeadsSearch }) {
  const { t } = useTranslation('leadExports')
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Tooltip label={t('title')}>
        <ActionIcon variant="default" size={36} aria-label={t('title')} onClick={dialog.open}>
          <IconTableExport size={18} />
        </ActionIcon>
      </Tooltip>
      {isOpen && (
        <ExportLeads
          selection={{ kind: 'filter', filter: toLeadFilter(search) }}
          sort={search.sort}
          direction={search.dir}
          onClose={dialog.close}
        />
      )}
    </>
  )
}
