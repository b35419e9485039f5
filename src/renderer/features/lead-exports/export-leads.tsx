import { Button, Group, Modal, MultiSelect, Select, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { LeadSelection } from '#shared/contract/bulk-actions.ts'
import { ExportColumn, ExportFormat } from '#shared/contract/lead-exports.ts'
import type { LeadSort, SortDirection } from '#shared/contract/lead-filter.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { rpc } from '../../rpc/api.ts'
import { saveAddress } from '../../rpc/save-address.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

interface ExportLeadsProps {
  readonly selection: LeadSelection
  readonly sort?: LeadSort | undefined
  readonly direction?: SortDirection | undefined
  readonly onClose: () => void
}

/** Which file, and what it tells of each lead. The browser, or the desktop's own dialog, asks where it goes and shows how far it is. */
export function ExportLeads({ selection, sort = 'created', direction, onClose }: ExportLeadsProps) {
  const { t } = useTranslation('leadExports')
  const format = useFormat()
  const { role } = useSignedInStaff()
  const [kind, setKind] = useState<ExportFormat>('xlsx')
  const [columns, setColumns] = useState<ExportColumn[]>([...ExportColumn.options])
  const starting = useMutation({
    mutationFn: () => rpc.leadExports.start({ selection, sort, direction: direction ?? null, format: kind, columns }),
    meta: { isProblemShown: true },
    onSuccess({ url }) {
      saveAddress(url)
      onClose()
    },
  })
  const picked = selection.kind === 'leads' ? selection.leadIds.length : null
  const isTable = kind !== 'vcard'
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg" closeButtonProps={{ 'aria-label': t('frame:close') }}>
      <form
        onSubmit={event => {
          event.preventDefault()
          if (columns.length > 0) starting.mutate()
        }}
      >
        <Stack gap="md">
          <Text size="sm">
            {picked === null ? t('whole') : t('picked', { count: picked, formatted: format.number(picked) })}
            {!seesAllLeads(role) && ` ${t('ownOnly')}`}
          </Text>
          <Select
            data-autofocus
            label={t('format')}
            allowDeselect={false}
            data={ExportFormat.options.map(value => ({ value, label: t(`formats.${value}`) }))}
            value={kind}
            description={isTable ? undefined : t('vcardHint')}
            onChange={value => setKind(ExportFormat.parse(value))}
          />
          {isTable && (
            <>
              <MultiSelect
                label={t('columns')}
                description={t('columnsHint')}
                data={ExportColumn.options.map(value => ({ value, label: t(`columnNames.${value}`) }))}
                value={columns}
                error={columns.length === 0 ? t('noColumns') : null}
                searchable
                clearable
                hidePickedOptions
                onChange={values => setColumns(values.map(value => ExportColumn.parse(value)))}
              />
              {columns.length < ExportColumn.options.length && (
                <Group>
                  <Button variant="subtle" size="compact-sm" onClick={() => setColumns([...ExportColumn.options])}>
                    {t('allColumns')}
                  </Button>
                </Group>
              )}
            </>
          )}
          <Text size="xs" c="dimmed">
            {t('noted')}
          </Text>
          {starting.error && <ProblemNotice error={starting.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('frame:cancel')}
            </Button>
            <Button type="submit" disabled={isTable && columns.length === 0} loading={starting.isPending}>
              {t('start')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
