import { Button, Group, Paper, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'

const EVERYTHING = '*'
const MINUTES = [15, 60, 240, 1_440] as const

/** Makes the program note more, of one area or of all, for a while (row C32). */
export function DebugSwitch() {
  const { t } = useTranslation('logs')
  const queries = useQueryClient()
  const { data: areas = [] } = useQuery(api.logs.areas.queryOptions())
  const { data: current } = useQuery(api.logs.debug.queryOptions())
  const [area, setArea] = useState(EVERYTHING)
  const [minutes, setMinutes] = useState<number>(60)
  const start = useMutation(
    api.logs.startDebug.mutationOptions({
      onSuccess: value => queries.setQueryData(api.logs.debug.queryKey(), value),
    }),
  )
  // While it is on, the notice above says so and ends it.
  if (current !== null) return null
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Text fw={500}>{t('debug')}</Text>
        <Text size="sm" c="dimmed">
          {t('debugHint')}
        </Text>
        <Group align="flex-end" gap="sm">
          <Select
            w={200}
            label={t('debugOf')}
            allowDeselect={false}
            searchable
            data={[{ value: EVERYTHING, label: t('everything') }, ...areas.map(name => ({ value: name, label: name }))]}
            value={area}
            onChange={value => setArea(value ?? EVERYTHING)}
          />
          <Select
            w={140}
            label={t('duration')}
            allowDeselect={false}
            data={MINUTES.map(value => ({
              value: String(value),
              label: value < 60 ? t('minutes', { count: value }) : t('hours', { count: value / 60 }),
            }))}
            value={String(minutes)}
            onChange={value => setMinutes(Number(value))}
          />
          <Button
            variant="default"
            loading={start.isPending}
            onClick={() => start.mutate({ area: area === EVERYTHING ? null : area, minutes })}
          >
            {t('start')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
