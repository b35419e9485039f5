import { Button, FileButton, Group, Select, Stack, Switch, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { OfficeSettings } from '#shared/contract/settings.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { saveAddress } from '../../rpc/save-address.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SavedField } from '../../ui/saved-field.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { showProblemToast } from '../../ui/toast.tsx'
import { ConsentTexts } from '../consents/texts-section.tsx'
import { useOfficeSetting } from '../settings/use-office-setting.ts'
import { RetentionProposals } from './retention-proposals.tsx'

const monthChoices = [0, 6, 12, 24, 36, 60, 120]
const LARGEST_FILE = 5_000_000

/** Settings → Privacy: consent texts, how long people are kept, and the national consent register. */
export function PrivacySection() {
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  return (
    <Stack gap="xl">
      <ConsentTexts />
      {settings && <Retention settings={settings} />}
      <Iys />
    </Stack>
  )
}

function Retention({ settings }: { readonly settings: OfficeSettings }) {
  const { t } = useTranslation('privacy')
  const isReadOnly = useSignedInStaff().role !== 'admin'
  const months = useOfficeSetting('retentionMonths')
  const byItself = useOfficeSetting('deletesByItself')
  const choices = [...new Set([...monthChoices, settings.retentionMonths])].toSorted((a, b) => a - b)
  return (
    <Stack gap="md">
      <SectionHeader title={t('privacy:retention')} hint={t('privacy:retentionHint')} />
      <SavedField state={months.state}>
        <Select
          maw={320}
          label={t('privacy:months')}
          disabled={isReadOnly}
          allowDeselect={false}
          data={choices.map(value => ({
            value: String(value),
            label: value === 0 ? t('privacy:never') : t('privacy:monthCount', { count: value }),
          }))}
          value={String(settings.retentionMonths)}
          onChange={value => value !== null && months.save(Number(value))}
        />
      </SavedField>
      {settings.retentionMonths > 0 && (
        <>
          <SavedField state={byItself.state}>
            <Switch
              label={t('privacy:byItself')}
              description={t('privacy:byItselfHint')}
              disabled={isReadOnly}
              checked={settings.deletesByItself}
              onChange={event => {
                if (!event.currentTarget.checked) return byItself.save(false)
                modals.openConfirmModal({
                  title: t('privacy:byItselfTitle'),
                  children: <Text size="sm">{t('privacy:byItselfWarning')}</Text>,
                  labels: { confirm: t('privacy:turnOn'), cancel: t('frame:cancel') },
                  confirmProps: { color: 'red' },
                  onConfirm: () => byItself.save(true),
                })
              }}
            />
          </SavedField>
          <RetentionProposals />
        </>
      )}
    </Stack>
  )
}

function Iys() {
  const { t } = useTranslation('privacy')
  const queries = useQueryClient()
  const isAdmin = useSignedInStaff().role === 'admin'
  const exporting = useMutation({
    mutationFn: () => rpc.privacy.iys.exportFile(),
    onSuccess: ({ url }) => saveAddress(url),
  })
  const importing = useMutation({
    mutationFn: async (file: File) => rpc.privacy.iys.importFile({ csv: await file.text() }),
    meta: { isProblemShown: true },
    onSettled: () => queries.invalidateQueries({ queryKey: api.consents.key() }),
  })
  const result = importing.data
  return (
    <Stack gap="sm">
      <SectionHeader title={t('iys')} hint={t('iysHint')} />
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          loading={exporting.isPending}
          onClick={() => exporting.mutate()}
        >
          {t('iysExport')}
        </Button>
        {isAdmin && (
          <FileButton
            accept=".csv,text/csv"
            onChange={file => {
              if (file === null) return
              if (file.size > LARGEST_FILE) showProblemToast(t('iysTooLarge'))
              else importing.mutate(file)
            }}
          >
            {props => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} />} loading={importing.isPending}>
                {t('iysImport')}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      {importing.error && <ProblemNotice error={importing.error} />}
      {result && (
        <Text size="sm" role="status">
          {t('iysResult', { rows: result.rows, recorded: result.recorded, unchanged: result.unchanged })}{' '}
          {result.unreadable.length > 0 && t('iysUnreadable', { lines: result.unreadable.slice(0, 20).join(', ') })}
        </Text>
      )}
    </Stack>
  )
}
