import { Alert, Skeleton, Stack, Switch } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ThisPcSettings } from '#shared/contract/this-pc.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SavedField } from '../../ui/saved-field.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { useSavedField } from '../../ui/use-saved-field.ts'

const thisPc = {
  queryKey: api.thisPc.get.queryKey(),
  read: () => rpc.thisPc.get(),
  write: (change: Partial<ThisPcSettings>) =>
    rpc.thisPc.update({
      startsAtLogin: change.startsAtLogin ?? undefined,
      staysInTray: change.staysInTray ?? undefined,
    }),
}

/** Settings → This PC: only what this PC has. */
export function ThisPcSection() {
  const { t } = useTranslation('thisPc')
  const isLeader = useSignedInStaff().role !== 'consultant'
  const { data, error, refetch } = useQuery(api.thisPc.get.queryOptions())
  return (
    <Stack gap="lg">
      <SectionHeader title={t('title')} hint={t('hint')} />
      {!isLeader && (
        <Alert variant="light" color="gray" icon={<IconLock size={16} />} p="sm">
          {t('onlyLeaders')}
        </Alert>
      )}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && !error && <Skeleton height={120} maw={448} />}
      {data && (
        <Stack gap="md">
          {data.startsAtLogin !== null && <PcSwitch field="startsAtLogin" isReadOnly={!isLeader} />}
          {data.staysInTray !== null && <PcSwitch field="staysInTray" isReadOnly={!isLeader} />}
        </Stack>
      )}
    </Stack>
  )
}

function PcSwitch({ field, isReadOnly }: { readonly field: keyof ThisPcSettings; readonly isReadOnly: boolean }) {
  const { t } = useTranslation('thisPc')
  const choice = useSavedField(thisPc, field)
  return (
    <SavedField state={choice.state}>
      <Switch
        label={t(field)}
        description={t(`${field}Hint`)}
        disabled={isReadOnly}
        checked={choice.value ?? false}
        onChange={event => choice.save(event.currentTarget.checked)}
      />
    </SavedField>
  )
}
