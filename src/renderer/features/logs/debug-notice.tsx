import { Alert, Button, Group, Text } from '@mantine/core'
import { IconZoomScan } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'

/** Said as long as details are told, with the way to end it. */
export function DebugNotice() {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const queries = useQueryClient()
  const { data: current } = useQuery(api.logs.debug.queryOptions())
  const stop = useMutation(
    api.logs.stopDebug.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.logs.debug.key() }),
    }),
  )
  if (!current) return null
  const until = format.moment(current.until, coreNow())
  return (
    <Alert color="yellow" variant="light" icon={<IconZoomScan size={18} />} role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {current.area === null ? t('isOnForAll', { until }) : t('isOnForArea', { area: current.area, until })}
        </Text>
        <Button size="compact-sm" variant="default" loading={stop.isPending} onClick={() => stop.mutate({})}>
          {t('stop')}
        </Button>
      </Group>
    </Alert>
  )
}
