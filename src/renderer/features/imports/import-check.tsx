import { Alert, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Import } from '#shared/contract/imports.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { hasCode } from '../../rpc/problem.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ImportCountsLine } from './import-counts.tsx'
import { TroublesTable } from './troubles-table.tsx'

/** What would become of every row; nothing has been written yet. */
export function ImportCheck({ draft, error }: { readonly draft: Import; readonly error: Error | null }) {
  const { t } = useTranslation('imports')
  const { state, problem, counts } = draft
  if (error !== null && hasCode(error, 'NO_PERSON_COLUMN')) {
    return (
      <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} role="alert" maw={720}>
        {t('noPersonColumn')}
      </Alert>
    )
  }
  if (error !== null) return <ProblemNotice error={error} />
  if (problem !== null) {
    return (
      <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} role="alert" maw={720}>
        {t(`unreadable.${problem}`)}
      </Alert>
    )
  }
  if (state !== 'checked') return <Skeleton height={160} />
  return (
    <Stack gap="lg" maw={960}>
      <Text size="sm" c="dimmed">
        {t('checkedHint')}
      </Text>
      <ImportCountsLine counts={counts} />
      <TroublesTable of={draft} />
    </Stack>
  )
}
