import { Alert, List, Radio, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { StaffId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useColleagues } from '../leads/use-office-people.ts'

interface HandOverClashesProps {
  readonly fromId: StaffId
  readonly name: string
  readonly toIds: readonly StaffId[]
  readonly value: 'give' | 'keep'
  readonly onChange: (value: 'give' | 'keep') => void
}

/** Coming visits that would meet what the new one has then, before anything is handed over; and what becomes of them. */
export function HandOverClashes({ fromId, name, toIds, value, onChange }: HandOverClashesProps) {
  const { t } = useTranslation('handOver')
  const format = useFormat()
  const { colleagueOf } = useColleagues()
  const { data: clashes = [] } = useQuery({
    ...api.bulkActions.handOverClashes.queryOptions({ input: { fromId, toIds: [...toIds] }, staleTime: 0 }),
    enabled: toIds.length > 0,
    placeholderData: keepPreviousData,
  })
  const shown = clashes.filter(({ toId }) => toIds.includes(toId))
  if (shown.length === 0) return null
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} title={t('clashes')} role="status">
      <Stack gap="xs">
        {shown.map(({ toId, total, first }) => (
          <div key={toId}>
            <Text size="sm" fw={500}>
              {t('clashesWith', { name: colleagueOf(toId)?.name ?? '', count: total, formatted: format.number(total) })}
            </Text>
            <List size="sm">
              {first.map(({ id, startsAt, names }) => (
                <List.Item key={id} className="tabular">
                  {[format.dateTime(startsAt), ...names].join(' · ')}
                </List.Item>
              ))}
              {total > first.length && (
                <List.Item>{t('moreClashes', { formatted: format.number(total - first.length) })}</List.Item>
              )}
            </List>
          </div>
        ))}
        <Radio.Group label={t('clashing')} value={value} onChange={next => onChange(next === 'keep' ? 'keep' : 'give')}>
          <Stack gap={6} mt={6}>
            <Radio value="give" label={t('clashingGive')} />
            <Radio value="keep" label={t('clashingKeep', { name })} />
          </Stack>
        </Radio.Group>
      </Stack>
    </Alert>
  )
}
